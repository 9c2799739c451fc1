package script

import "embed"

//go:embed all:lib
var lib embed.FS

// preludes are the modules that are themselves programs, by name.
var preludes = map[string]string{
	"%builtins": source("builtins.py"), "datetime": source("datetime.py"), "collections": source("collections.py"), "functools": source("functools.py"),
	"itertools": source("itertools.py"), "logging": source("logging.py"), "typing": source("typing.py"), "pathlib": source("pathlib.py"),
	"socket": source("socket.py"), "http": "", "http.server": source("httpserver.py"), "http.client": source("httpclient.py"), "socketserver": source("socketserver.py"), "urllib": "", "urllib.parse": source("urlparse.py"), "urllib.request": source("urlrequest.py"),
	"urllib.error": source("urlerror.py"), "flask": source("flask.py"), "jinja2": source("jinja2.py"), "redis": source("redis.py"), "redis.exceptions": source("redisexceptions.py"),
	"requests": source("requests.py"), "requests.exceptions": source("requestsexceptions.py"), "werkzeug": "", "flask_cors": "def CORS(app, **options):\n    return app\n",
	"dotenv": source("dotenv.py"), "uuid": source("uuid.py"), "string": source("string.py"), "threading": source("threading.py"), "errno": source("errno.py"), "argparse": source("argparse.py"),
	"traceback": source("traceback.py"), "contextlib": source("contextlib.py"), "abc": "class ABC:\n    pass\n\ndef abstractmethod(f):\n    return f\n", "copy": source("copy.py"),
	"html":       "def escape(s, quote=True):\n    s = s.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')\n    return s.replace('\"', '&quot;').replace(\"'\", '&#x27;') if quote else s\n",
	"__future__": "annotations = print_function = division = unicode_literals = absolute_import = True\n", "getpass": "import os\n\ndef getuser():\n    return os.environ.get('USER', 'root')\n",
	"secrets": source("secrets.py"), "statistics": "def mean(x):\n    return sum(x) / len(x)\n", "operator": source("operator.py"), "dataclasses": source("dataclasses.py"),
	"warnings": "def warn(*a, **k):\n    pass\n\ndef filterwarnings(*a, **k):\n    pass\n", "_template": source("_template.py"), "_load": source("_load.py"),
	"_sql": source("_sql.py"), "psycopg2": source("psycopg2.py"), "psycopg2.extras": "RealDictCursor = DictCursor = True\n", "mysql": "", "mysql.connector": source("mysqlconnector.py"), "pymysql": source("pymysql.py"), "pymysql.cursors": "DictCursor = True\n",
	"fastapi": source("fastapi.py"), "fastapi.responses": "from fastapi import HTMLResponse, JSONResponse, PlainTextResponse, Response\n", "fastapi.middleware": "", "fastapi.middleware.cors": "CORSMiddleware = None\n", "pydantic": source("pydantic.py"),
	"asyncio": "import time\n\nasync def sleep(n, v=None):\n    time.sleep(n)\n    return v\n\ndef run(c):\n    import _modules\n    return _modules.result(c)\n\nasync def gather(*all):\n    import _modules\n    return [_modules.result(c) for c in all]\n", "uvicorn": "def run(app, host='127.0.0.1', port=8000, **options):\n    if isinstance(app, str):\n        import _load\n        app = _load.app(app, 'app')\n    app._serve(host, port)\n",
	"shutil": source("shutil.py"), "tempfile": "def gettempdir():\n    return '/tmp'\n", "enum": source("enum.py"), "pprint": source("pprint.py"),
}

// mainModules are those that python -m runs.
var mainModules = map[string]string{
	"http.server": source("mainhttp.py"), "flask": source("mainflask.py"), "json.tool": source("mainjson.py"), "gunicorn": source("maingunicorn.py"), "uvicorn": source("mainuvicorn.py"), "fastapi": source("mainfastapi.py"),
}

// standard are the modules of the standard library that are not simulated;
// the value is always true.
var standard = map[string]bool{
	"subprocess": true, "multiprocessing": true, "concurrent": true, "ssl": true, "email": true, "sqlite3": true, "csv": true, "io": true,
	"struct": true, "inspect": true, "unittest": true, "queue": true, "heapq": true, "bisect": true, "decimal": true, "fractions": true, "textwrap": true, "pickle": true,
	"configparser": true, "glob": true, "fnmatch": true, "zipfile": true, "tarfile": true, "gzip": true, "xml": true, "ctypes": true, "select": true,
	"smtplib": true, "ftplib": true, "venv": true, "turtle": true, "tkinter": true, "this": true, "weakref": true, "types": true, "array": true, "calendar": true,
	"locale": true, "getopt": true, "optparse": true, "resource": true, "pwd": true, "grp": true, "fcntl": true, "termios": true, "tty": true, "readline": true, "selectors": true, "hmac": true, "zlib": true, "pip": true, "importlib": true, "ast": true, "dis": true, "cProfile": true, "timeit": true, "pdb": true, "codecs": true, "unicodedata": true, "ipaddress": true,
}

// source is a file of lib; one that is missing is a defect found by the tests.
func source(name string) string {
	text, err := lib.ReadFile("lib/" + name)
	if err != nil {
		return "raise ImportError('" + name + " is missing')\n"
	}
	return string(text)
}
