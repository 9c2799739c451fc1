def pprint(x, **options):
    print(repr(x))
pformat = repr
