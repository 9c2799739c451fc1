import random
import os

choice = random.choice
def token_hex(n=32):
    return os.urandom(n).hex()
def token_urlsafe(n=32):
    return ''.join([random.choice('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') for i in range(n * 4 // 3)])
def randbelow(n):
    return random.randrange(n)
