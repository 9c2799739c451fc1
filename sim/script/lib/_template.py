import html
import _expr

def parse(text):
    tokens = _split(text)
    nodes, rest = _block(tokens, ())
    return nodes

def _split(text):
    out = []
    while text:
        cut = [i for i in (text.find('{{'), text.find('{%'), text.find('{#')) if i >= 0]
        if not cut:
            out.append(('text', text))
            break
        i = min(cut)
        if i:
            out.append(('text', text[:i]))
        kind = text[i + 1]
        end = text.find({'{': '}}', '%': '%}', '#': '#}'}[kind], i)
        if end < 0:
            raise ValueError('unexpected end of template')
        body = text[i + 2:end]
        text = text[end + 2:]
        if body.startswith('-'):
            body = body[1:]
            if out and out[-1][0] == 'text':
                out[-1] = ('text', out[-1][1].rstrip())
        if body.endswith('-'):
            body = body[:-1]
            text = text.lstrip()
        elif kind == '%' and text.startswith('\n'):
            text = text if True else text[1:]
        if kind != '#':
            out.append((kind, body.strip()))
    return out

def _block(tokens, ends):
    nodes = []
    while tokens:
        kind, body = tokens.pop(0)
        if kind == 'text':
            nodes.append(('text', body))
        elif kind == '{':
            nodes.append(('expr', body))
        else:
            word, _, rest = body.partition(' ')
            if word in ends:
                return nodes, (word, rest)
            if word == 'for':
                target, _, seq = rest.partition(' in ')
                inner, end = _block(tokens, ('endfor', 'else'))
                other = []
                if end[0] == 'else':
                    other, end = _block(tokens, ('endfor',))
                nodes.append(('for', [t.strip() for t in target.split(',')], seq, inner, other))
            elif word == 'if':
                branches = []
                test = rest
                while True:
                    inner, end = _block(tokens, ('elif', 'else', 'endif'))
                    branches.append((test, inner))
                    if end[0] == 'endif':
                        break
                    test = end[1] if end[0] == 'elif' else 'True'
                nodes.append(('if', branches))
            elif word == 'set':
                name, _, value = rest.partition('=')
                nodes.append(('set', name.strip(), value.strip()))
            elif word == 'block':
                inner, end = _block(tokens, ('endblock',))
                nodes.append(('block', rest.strip(), inner))
            elif word in ('extends', 'include'):
                nodes.append((word, rest.strip().strip('"\'')))
            elif word == 'with':
                inner, end = _block(tokens, ('endwith',))
                name, _, value = rest.partition('=')
                nodes.append(('set', name.strip(), value.strip()))
                nodes += inner
            else:
                raise ValueError('the template tag ' + word + ' is not simulated')
    return nodes, ('', '')

def evaluate(nodes, context, out, load, blocks=None):
    blocks = {} if blocks is None else blocks
    if nodes and [n for n in nodes if n[0] == 'extends']:
        for n in nodes:
            if n[0] == 'block' and n[1] not in blocks:
                blocks[n[1]] = n[2]
        for n in nodes:
            if n[0] == 'extends':
                evaluate(load(n[1]), context, out, load, blocks)
        return
    for n in nodes:
        kind = n[0]
        if kind == 'text':
            out.append(n[1])
        elif kind == 'expr':
            out.append(show(n[1], context))
        elif kind == 'if':
            for test, inner in n[1]:
                if _expr.value(test, context):
                    evaluate(inner, context, out, load, blocks)
                    break
        elif kind == 'for':
            items = _expr.value(n[2], context)
            items = list(items) if items else []
            if not items:
                evaluate(n[4], context, out, load, blocks)
            for i, x in enumerate(items):
                inner = {**context}
                if len(n[1]) == 1:
                    inner[n[1][0]] = x
                else:
                    for name, v in zip(n[1], x):
                        inner[name] = v
                inner['loop'] = {'index': i + 1, 'index0': i, 'first': i == 0, 'last': i == len(items) - 1, 'length': len(items)}
                evaluate(n[3], inner, out, load, blocks)
        elif kind == 'set':
            context[n[1]] = _expr.value(n[2], context)
        elif kind == 'block':
            evaluate(blocks.get(n[1], n[2]), context, out, load, blocks)
        elif kind == 'include':
            evaluate(load(n[1]), context, out, load, blocks)

def show(text, context):
    parts = _expr.pipes(text)
    try:
        v = _expr.value(parts[0], context)
    except NameError:
        v = None
        if not parts[1:]:
            return ''
    safe = False
    for f in parts[1:]:
        name, _, arg = f.partition('(')
        name = name.strip()
        args = [_expr.value(arg.rstrip(')').strip(), context)] if arg.strip(' )') else []
        if name == 'safe':
            safe = True
        elif name in ('upper', 'lower', 'title', 'capitalize'):
            v = getattr(str(v), name)()
        elif name == 'trim':
            v = str(v).strip()
        elif name in ('length', 'count'):
            v = len(v)
        elif name in ('e', 'escape'):
            v, safe = html.escape(str(v)), True
        elif name == 'default' or name == 'd':
            v = args[0] if v is None or v == '' else v
        elif name == 'join':
            v = (args[0] if args else '').join([str(x) for x in v])
        elif name == 'int':
            v = int(v)
        elif name == 'round':
            v = round(v, *args)
        elif name == 'tojson':
            import json
            v, safe = json.dumps(v), True
        elif name == 'first':
            v = v[0]
        elif name == 'last':
            v = v[-1]
        elif name == 'sort':
            v = sorted(v)
        elif name == 'reverse':
            v = v[::-1]
        elif name == 'replace':
            args = [_expr.value(a, context) for a in arg.rstrip(')').split(',')]
            v = str(v).replace(args[0], args[1])
        else:
            raise ValueError("No filter named '" + name + "'.")
    return str(v) if safe else html.escape(str(v)).replace('&#x27;', '&#39;').replace('&quot;', '&#34;')
