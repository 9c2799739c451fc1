def copy(x):
    return x.copy() if isinstance(x, (list, dict, set)) else x

def deepcopy(x):
    if isinstance(x, list):
        return [deepcopy(v) for v in x]
    if isinstance(x, dict):
        return {k: deepcopy(v) for k, v in x.items()}
    return x
