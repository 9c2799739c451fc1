import os

def load_dotenv(path='.env', **options):
    if not os.path.isfile(path):
        return False
    with open(path) as f:
        for line in f.readlines():
            k, eq, v = line.strip().partition('=')
            if eq and not k.startswith('#'):
                os.environ.setdefault(k.strip(), v.strip().strip('"\''))
    return True
