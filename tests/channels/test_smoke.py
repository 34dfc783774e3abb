from channel_server import Server

def test_smoke(server: Server) -> None:
    r = server.rest()
    print(r.status_code, r.headers, r.text)
    for path in ["/webhooks/rest/", "/chat/", "/chat", "/chat/embed", "/chat/triage-chat.js", "/chat/v1/config", "/livez", "/readyz", "/version", "/openapi.json", "/docs/", "/docs", "/docs/docs.css","/nope", "/chat/v1/messages", "/chat/../x", "/chat/%2e%2e/outside.txt"]:
        r = server.get(path, allow_redirects=False)
        print(path, r.status_code, dict(r.headers), r.text[:60])
    s = server.session(); print(s)
    r = server.post("/chat/v1/messages", s["token"], json={"message": "hi there"})
    print(r.status_code, r.headers, r.text)
    print(server.get("/chat/v1/history", s["token"]).json())
    assert 0
