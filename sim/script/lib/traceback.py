import sys
import _modules

def format_exc():
    return _modules.traceback()
def print_exc(file=None):
    (file or sys.stderr).write(_modules.traceback())
