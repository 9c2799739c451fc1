import html
import os
from _template import parse, evaluate

class Template:
    def __init__(self, text, folder=None):
        self.nodes, self.folder = parse(text), folder
    def render(self, *args, **context):
        for a in args:
            context = {**a, **context}
        out = []
        evaluate(self.nodes, context, out, self._load)
        return ''.join(out)
    def _load(self, name):
        with open(os.path.join(self.folder or '.', name)) as f:
            return parse(f.read())

class FileSystemLoader:
    def __init__(self, path):
        self.path = path

class Environment:
    def __init__(self, loader=None, **options):
        self.loader = loader
    def get_template(self, name):
        with open(os.path.join(self.loader.path, name)) as f:
            return Template(f.read(), self.loader.path)
