"""OpenStack Swift with its S3 face, whole, in one process on the loopback: s3_server.py FOLDER PORT ACCESS_KEY SECRET

It keeps everything in FOLDER, takes up what is there already, and prints one line when it listens.
"""

import logging
import os
import sys

import eventlet

eventlet.monkey_patch()

from eventlet import wsgi
from swift.common import utils

FOLDER, PORT, ACCESS_KEY, SECRET = sys.argv[1:]
DEVICE = 'disk'
DEFAULTS = f'[DEFAULT]\nswift_dir = {FOLDER}\ndevices = {FOLDER}\nmount_check = false\n'

# Before anything reads it: the one of the machine belongs to somebody else.
utils.SWIFT_CONF_FILE = os.path.join(FOLDER, 'swift.conf')


def write(name, text):
    path = os.path.join(FOLDER, name)
    with open(path, 'w') as file:
        file.write(text)
    return path


write('swift.conf', '[swift-hash]\nswift_hash_path_suffix = test\n[storage-policy:0]\nname = one\ndefault = yes\n')

from swift.common.ring import RingBuilder
from swift.common.wsgi import loadapp

os.makedirs(os.path.join(FOLDER, DEVICE), exist_ok=True)
log = logging.getLogger('wsgi')
log.addHandler(logging.NullHandler())


def serve(kind):
    """One of the three parts that keep things, on a port of its own, which its ring tells the proxy."""
    socket = eventlet.listen(('127.0.0.1', 0))
    port = socket.getsockname()[1]
    builder = RingBuilder(1, 1, 0)
    builder.add_dev({
        'region': 1, 'zone': 1, 'device': DEVICE, 'weight': 1,
        'ip': '127.0.0.1', 'port': port, 'replication_ip': '127.0.0.1', 'replication_port': port,
    })
    builder.rebalance()
    builder.get_ring().save(os.path.join(FOLDER, f'{kind}.ring.gz'))
    conf = write(f'{kind}.conf', f'{DEFAULTS}[pipeline:main]\npipeline = app\n[app:app]\nuse = egg:swift#{kind}\n')
    eventlet.spawn(wsgi.server, socket, loadapp(conf), log, log_output=False)


class ForgetfulCache:
    """Stands in for memcached."""

    def get(self, *args, **kwargs):
        return None

    def set(self, *args, **kwargs):
        pass

    def delete(self, *args, **kwargs):
        pass


for part in ('account', 'container', 'object'):
    serve(part)

user, name = ACCESS_KEY.split(':')
proxy = loadapp(write('proxy.conf', f'''{DEFAULTS}
[pipeline:main]
pipeline = catch_errors listing_formats s3api tempauth proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
# So that a handful of files is listed in several pages.
max_bucket_listing = 3
allow_multipart_uploads = false
[filter:tempauth]
use = egg:swift#tempauth
user_{user}_{name} = {SECRET} .admin
'''))


def with_cache(environ, start_response):
    environ['swift.cache'] = ForgetfulCache()
    return proxy(environ, start_response)


front = eventlet.listen(('127.0.0.1', int(PORT)))
print('ready', flush=True)
wsgi.server(front, with_cache, log, log_output=False)
