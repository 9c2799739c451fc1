package archive

import "strings"

// PyPI finds a package of the Python Package Index; names are compared as PEP
// 503 says.
func PyPI(name string) (Package, bool) {
	c, ok := row(pypiTable, pypiName(name))
	if !ok {
		return Package{}, false
	}
	return made(c, c[1]), true
}

func pypiName(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(name), "_", "-"), ".", "-")
}

// pypiTable: name, version, kB packed, kB unpacked, dependencies, programs, name as it writes itself.
const pypiTable = `
flask | 3.1.2 | 103 | 340 | blinker click itsdangerous jinja2 markupsafe werkzeug | flask | Flask
blinker | 1.9.0 | 8 | 30 | | | blinker
click | 8.3.0 | 107 | 380 | | | click
itsdangerous | 2.2.0 | 16 | 60 | | | itsdangerous
jinja2 | 3.1.6 | 134 | 500 | markupsafe | | Jinja2
markupsafe | 3.0.3 | 22 | 70 | | | MarkupSafe
werkzeug | 3.1.3 | 224 | 900 | markupsafe | | Werkzeug
django | 5.2.7 | 8300 | 30000 | asgiref sqlparse | django-admin | Django
asgiref | 3.10.0 | 24 | 90 | | | asgiref
sqlparse | 0.5.3 | 44 | 160 | | sqlformat | sqlparse
requests | 2.32.5 | 64 | 240 | charset-normalizer idna urllib3 certifi | | requests
charset-normalizer | 3.4.4 | 153 | 560 | | | charset-normalizer
idna | 3.11 | 71 | 350 | | | idna
urllib3 | 2.5.0 | 129 | 480 | | | urllib3
certifi | 2025.10.5 | 163 | 290 | | | certifi
redis | 7.0.1 | 339 | 1600 | | | redis
gunicorn | 23.0.0 | 85 | 320 | packaging | gunicorn | gunicorn
packaging | 25.0 | 66 | 240 | | | packaging
beautifulsoup4 | 4.14.2 | 106 | 450 | soupsieve typing-extensions | | beautifulsoup4
soupsieve | 2.8 | 36 | 140 | | | soupsieve
typing-extensions | 4.15.0 | 44 | 180 | | | typing_extensions
numpy | 2.3.4 | 16600 | 68000 | | | numpy
pandas | 2.3.3 | 12400 | 58000 | numpy python-dateutil pytz tzdata | | pandas
python-dateutil | 2.9.0 | 229 | 780 | six | | python-dateutil
pytz | 2025.2 | 509 | 2600 | | | pytz
tzdata | 2025.2 | 347 | 1400 | | | tzdata
six | 1.17.0 | 11 | 60 | | | six
matplotlib | 3.10.7 | 8700 | 29000 | numpy pillow packaging | | matplotlib
scipy | 1.16.2 | 35900 | 130000 | numpy | | scipy
scikit-learn | 1.7.2 | 9700 | 40000 | numpy scipy joblib | | scikit-learn
joblib | 1.5.2 | 308 | 1200 | | | joblib
pillow | 12.0.0 | 7000 | 22000 | | | pillow
fastapi | 0.119.0 | 107 | 420 | pydantic starlette typing-extensions | fastapi | fastapi
starlette | 0.48.0 | 74 | 280 | anyio | | starlette
anyio | 4.11.0 | 109 | 420 | idna sniffio | | anyio
sniffio | 1.3.1 | 10 | 40 | | | sniffio
pydantic | 2.12.0 | 459 | 1900 | pydantic-core typing-extensions annotated-types | | pydantic
pydantic-core | 2.41.1 | 2100 | 5200 | | | pydantic_core
annotated-types | 0.7.0 | 14 | 50 | | | annotated-types
uvicorn | 0.37.0 | 68 | 260 | click h11 | uvicorn | uvicorn
h11 | 0.16.0 | 38 | 150 | | | h11
sqlalchemy | 2.0.44 | 3300 | 14000 | greenlet typing-extensions | | SQLAlchemy
greenlet | 3.2.4 | 607 | 2200 | | | greenlet
flask-sqlalchemy | 3.1.1 | 25 | 90 | flask sqlalchemy | | Flask-SQLAlchemy
flask-cors | 6.0.1 | 13 | 50 | flask | | flask-cors
psycopg2 | 2.9.11 | 379 | 1500 | | | psycopg2
psycopg2-binary | 2.9.11 | 4200 | 12000 | | | psycopg2-binary
psycopg | 3.2.10 | 206 | 900 | typing-extensions | | psycopg
pymysql | 1.1.2 | 45 | 180 | | | PyMySQL
mysql-connector-python | 9.4.0 | 33900 | 80000 | | | mysql-connector-python
mysqlclient | 2.2.7 | 91 | 300 | | | mysqlclient
pymongo | 4.15.3 | 1500 | 6000 | dnspython | | pymongo
dnspython | 2.8.0 | 331 | 1500 | | | dnspython
elasticsearch | 9.1.1 | 937 | 4000 | certifi urllib3 | | elasticsearch
pytest | 8.4.2 | 365 | 1400 | iniconfig packaging pluggy pygments | pytest | pytest
iniconfig | 2.1.0 | 6 | 20 | | | iniconfig
pluggy | 1.6.0 | 20 | 80 | | | pluggy
pygments | 2.19.2 | 1200 | 4600 | | pygmentize | Pygments
boto3 | 1.40.50 | 139 | 900 | botocore jmespath | | boto3
botocore | 1.40.50 | 14000 | 80000 | python-dateutil urllib3 jmespath | | botocore
jmespath | 1.0.1 | 20 | 80 | | | jmespath
awscli | 1.42.50 | 4700 | 30000 | botocore | aws | awscli
celery | 5.5.3 | 438 | 1700 | | celery | celery
pyyaml | 6.0.3 | 806 | 2600 | | | PyYAML
python-dotenv | 1.1.1 | 20 | 80 | | dotenv | python-dotenv
httpie | 3.2.4 | 127 | 500 | requests pygments | http | httpie
tornado | 6.5.2 | 443 | 1700 | | | tornado
docker | 7.1.0 | 147 | 600 | requests urllib3 | | docker
ansible | 12.1.0 | 51800 | 280000 | jinja2 pyyaml packaging | ansible ansible-playbook | ansible
setuptools | 80.9.0 | 1200 | 5000 | | | setuptools
wheel | 0.45.1 | 72 | 300 | | wheel | wheel
pip | 25.2 | 1800 | 8400 | | | pip
pipenv | 2025.0.4 | 3000 | 12000 | | pipenv | pipenv
poetry | 2.2.1 | 282 | 1300 | requests | poetry | poetry
virtualenv | 20.34.0 | 6000 | 7200 | | virtualenv | virtualenv
jupyter | 1.1.1 | 3 | 10 | | jupyter | jupyter
tensorflow | 2.20.0 | 620000 | 1900000 | numpy | | tensorflow
prometheus-client | 0.23.1 | 61 | 240 | | | prometheus_client
`
