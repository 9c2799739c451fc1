import os
import _modules

def app(spec, default):
    name, _, attr = spec.partition(':')
    if name.endswith('.py'):
        name = name[:-3]
    name = name.strip('./').replace('/', '.')
    if not os.path.isfile(name.replace('.', '/') + '.py') and not os.path.isdir(name.replace('.', '/')):
        return None
    m = _modules.load(name)
    attr = attr.replace('()', '')
    for a in ([attr] if attr else [default, 'application', 'create_app']):
        v = getattr(m, a, None)
        if v is not None:
            return v() if a == 'create_app' or spec.endswith('()') else v
    return None
