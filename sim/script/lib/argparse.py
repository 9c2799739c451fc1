import os
import sys

class Namespace:
    def __repr__(self):
        return 'Namespace(' + ', '.join(['%s=%r' % kv for kv in vars(self).items()]) + ')'

class ArgumentParser:
    def __init__(self, prog=None, description=None, **options):
        self.prog = prog or os.path.basename(sys.argv[0])
        self._opts, self._pos = [], []
    def add_argument(self, *names, **o):
        o['names'] = names
        if names[0].startswith('-'):
            long = [n for n in names if n.startswith('--')] or list(names)
            o['dest'] = o.get('dest') or long[0].lstrip('-').replace('-', '_')
            self._opts.append(o)
        else:
            o['dest'] = names[0]
            self._pos.append(o)
    def error(self, text):
        print('usage: %s [-h]\n%s: error: %s' % (self.prog, self.prog, text), file=sys.stderr)
        sys.exit(2)
    def parse_args(self, args=None):
        args = list(sys.argv[1:] if args is None else args)
        ns, given = Namespace(), []
        for o in self._opts + self._pos:
            setattr(ns, o['dest'], o.get('default', False if o.get('action') == 'store_true' else None))
        seen = set()
        while args:
            a = args.pop(0)
            name, eq, v = a.partition('=')
            hit = [o for o in self._opts if name in o['names']]
            if not a.startswith('-'):
                given.append(a)
            elif hit:
                o = hit[0]
                seen.add(o['dest'])
                if o.get('action') == 'store_true':
                    setattr(ns, o['dest'], True)
                    continue
                if not eq:
                    if not args:
                        self.error('argument %s: expected one argument' % '/'.join(o['names']))
                    v = args.pop(0)
                setattr(ns, o['dest'], self._typed(o, v))
            else:
                self.error('unrecognized arguments: ' + a)
        for o in self._pos:
            if o.get('nargs') in ('*', '+'):
                setattr(ns, o['dest'], [self._typed(o, g) for g in given])
                given = []
            elif given:
                setattr(ns, o['dest'], self._typed(o, given.pop(0)))
            elif o.get('nargs') != '?':
                self.error('the following arguments are required: ' + ', '.join([p['dest'] for p in self._pos]))
        if given:
            self.error('unrecognized arguments: ' + ' '.join(given))
        for o in self._opts:
            if o.get('required') and o['dest'] not in seen:
                self.error('the following arguments are required: ' + '/'.join(o['names']))
        return ns
    def _typed(self, o, v):
        if o.get('type') is None:
            return v
        try:
            return o['type'](v)
        except ValueError:
            self.error('argument %s: invalid %s value: %r' % ('/'.join(o['names']), o['type'].__name__, v))
