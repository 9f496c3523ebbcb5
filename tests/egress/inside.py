"""The drill's targets: ways to say an address that must not be reached."""
# ruff: noqa: S104 - nothing is bound to these

# Every way to write a host that is this machine.
LOOPBACK = (
    "127.0.0.1", "127.0.0.2", "127.255.255.254", "127.1", "127.0.1", "127.0.0.1.", "2130706433", "0x7f000001",
    "0x7F.0.0.1", "0x7f.1", "017700000001", "0177.0.0.1", "0177.0.0.01", "0177.1", "127.0.0.0x1", "00000177.0.0.1",
    "127.000.000.001", "0x7f.0x0.0x0.0x1", "0x07f000001", "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "127。0。0。1",
    "１２７.0.0.1", "①②⑦.0.0.1", "127．0．0．1", "２１３０７０６４３３", "0x7f000001.", "[::1]", "[0:0:0:0:0:0:0:1]",
    "[0000:0000::0001]", "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]",
    "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]",
    "[2001:0:7f00:1::1]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[2606:2800::5efe:127.0.0.1]", "localhost",
    "LOCALHOST", "localhost.", "a.localhost", "ｌocalhost", "localhost.localdomain", "ip6-localhost",
)  # fmt: skip
ELSEWHERE_INSIDE = (
    "0.0.0.0", "0", "0x0", "0.0.0.1", "[::]", "[::0]", "10.0.0.1", "10.255.255.255", "012.0.0.1", "0xa.0.0.1",
    "167772161", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.1", "0xc0a80001", "3232235521", "100.64.0.1",
    "100.127.255.254", "169.254.169.254", "169.254.0.1", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376",
    "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%lo]", "[fec0::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.0.0.1", "192.0.0.8", "192.0.0.9",
    "192.0.0.170", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "[::ffff:10.0.0.1]",
    "[::ffff:a9fe:a9fe]", "[::ffff:0:10.0.0.1]", "[::10.0.0.1]", "[64:ff9b::10.0.0.1]", "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::1]", "[2002:a00:1::1]", "[2002:a9fe:a9fe::]", "[2001::1]", "[2001:db8::1]", "[3fff::1]", "[100::1]",
    "[2001:2::1]", "[2001:10::1]", "[2001:20::1]", "[5f00::1]", "[4000::1]", "intranet", "router.lan", "db.internal",
    "printer.local", "x.home.arpa", "metadata.google.internal", "desk.example.org", "DESK.example.org.",
    "192.31.196.1", "192.52.193.1", "192.175.48.6", "[2620:4f:8000::6]", "[2001:3::1]", "[2001:4:112::1]",
    "[::ffff:192.31.196.1]", "[64:ff9b::192.175.48.1]", "[100:0:0:1::1]", "site.test", "a.b.invalid", "nas.home",
    "WIKI.CORP.", "site.mail", "x.alt", "host.private", "home.arpa", "in-addr.arpa", "ip6.arpa", "arpa.",
    "1.0.0.127.in-addr.arpa", "1.0.0.0.ip6.arpa", "x.eap.arpa", "ｓite.ｔest", "site%2etest", "a.lan.", "x.onion",
)  # fmt: skip
# Names that mean one of these only once they are resolved.
RESOLVE_INSIDE = {
    "loop.example.com": ["127.0.0.1"],
    "loop6.example.com": ["::1"],
    "mapped.example.com": ["::ffff:127.0.0.1"],
    "private.example.com": ["10.1.2.3"],
    "metadata.example.com": ["169.254.169.254"],
    "carrier.example.com": ["100.64.1.1"],
    "scoped.example.com": ["fe80::1%lo"],
    "nat64.example.com": ["64:ff9b::7f00:1"],
    "mixed.example.com": ["93.184.215.14", "127.0.0.1"],
    "mixed-late.example.com": ["2606:2800:21f:cb07:6820:80da:af6b:8b2c", "93.184.215.14", "::1"],
    "unspecified.example.com": ["0.0.0.0"],
    "nonsense.example.com": ["not an address"],
}
OTHER_WAYS = (
    "file:///etc/passwd", "file://127.0.0.1/etc/passwd", "gopher://127.0.0.1:80/_GET", "ftp://127.0.0.1/",
    "data:text/html,<script>1</script>", "javascript:alert(1)", "dict://127.0.0.1:11211/", "ldap://127.0.0.1/",
    "chrome://version/", "about:blank", "blob:http://127.0.0.1/x", "view-source:http://127.0.0.1/", "ws://127.0.0.1/",
    "unix:/var/run/docker.sock", "http:127.0.0.1/", "http:/127.0.0.1/", "//127.0.0.1/", "127.0.0.1", "http://",
    "http:///etc/passwd", "http://site.example.com@127.0.0.1/", "http://127.0.0.1@site.example.com/",
    "http://user:pass@127.0.0.1/", "http://site.example.com%40127.0.0.1/", "http://site.example.com\\@127.0.0.1/",
    "http://127.0.0.1\\.site.example.com/", "http://site.example.com\t@127.0.0.1/", "http://127.0.0.1\r\nHost: x/",
    "http://site.example.com:80@127.0.0.1/", "http://127.0.0.1%00.site.example.com/", "http://[::1/", "http://::1/",
    "http://site.example.com:22/", "http://site.example.com:6379/", "https://site.example.com:8443/",
    "http://site.example.com:0/", "http://site.example.com:65616/", "http://site.example.com:99999999/",
    "http://site.example.com:８０８０/", "http://1.2.3.4.5/", "http://256.256.256.256/", "http://0x1ffffffff/",
    "http://08.0.0.1/", "http://-a.example.com/", "http://a..example.com/", "http://site_.\u0000example.com/",
    "http://" + "a." * 150 + "com/", "http://x.example.com/" + "a" * 9000,
)  # fmt: skip
HOSTS = (*LOOPBACK, *ELSEWHERE_INSIDE)
TARGETS = tuple(f"http://{host}/" for host in (*HOSTS, *RESOLVE_INSIDE)) + OTHER_WAYS
