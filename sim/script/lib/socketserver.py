import _net

class BaseServer:
    allow_reuse_address = False
    def __init__(self, server_address, RequestHandlerClass, bind_and_activate=True):
        self.server_address = server_address
        self.handler = RequestHandlerClass
        self.fd = _net.listen(server_address[0], server_address[1])
        self.server_port = _net.names(self.fd)[0][1]
        self.server_address = (server_address[0] or '0.0.0.0', self.server_port)
        self.server_name = server_address[0]
    def serve_forever(self, poll_interval=0.5):
        while True:
            self.handle_request()
    def handle_request(self):
        fd, at = _net.accept(self.fd)
        self.handler(fd, at, self)
    def shutdown(self):
        pass
    def server_close(self):
        _net.close(self.fd)
    def __enter__(self):
        return self
    def __exit__(self, *args):
        self.server_close()

TCPServer = ThreadingTCPServer = BaseServer

class BaseRequestHandler:
    def __init__(self, request, client_address, server):
        import socket
        self.request, self.client_address, self.server = socket.socket(fd=request), client_address, server
        self.handle()
        self.request.close()
