"""Serves moto, the AWS emulator, on a free port of loopback: python serve.py

Prints the port, and ends when its standard input does: with the process that started it, however that ended.
"""
import sys

from moto.moto_api._internal import mock_random
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

# The same ids in each run, so that what is sorted by them comes in the same order.
mock_random.seed(5)

server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
server.stop()
