import os

def which(name):
    for d in os.environ.get('PATH', '').split(':'):
        if os.path.isfile(os.path.join(d, name)):
            return os.path.join(d, name)
def copyfile(a, b):
    with open(a, 'rb') as f:
        with open(b, 'wb') as g:
            g.write(f.read())
    return b
copy = copy2 = copyfile
def rmtree(path, ignore_errors=False):
    for n in os.listdir(path):
        p = os.path.join(path, n)
        if os.path.isdir(p):
            rmtree(p)
        else:
            os.remove(p)
    os.rmdir(path)
