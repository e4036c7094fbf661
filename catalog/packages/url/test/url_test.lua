-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local url = require("url")

local suite = testing.suite("url")
local test, check = suite.test, suite.check

test("an address has parts", function()
  check.equal(url.parse("HTTP://me:pw@Example.ORG:8080/a/b%20c;d?x=1&y=2#top"), {
    scheme = "http",
    userinfo = "me:pw",
    host = "example.org",
    port = 8080,
    path = "/a/b%20c;d",
    query = "x=1&y=2",
    fragment = "top",
  })
  check.equal(url.parse("mailto:a@b.c"), { scheme = "mailto", path = "a@b.c" })
  check.equal(url.parse("http://[2001:db8::1]:80"), { scheme = "http", host = "[2001:db8::1]", port = 80, path = "" })
  check.equal(url.parse("file:///etc/x"), { scheme = "file", host = "", path = "/etc/x" })
  check.equal(url.parse("../x?#"), { path = "../x", query = "", fragment = "" })
  check.equal(url.parse(""), { path = "" })
end)

test("what is no address is told", function()
  for text, problem in pairs({
    ["http://a b/"] = "byte 32 at position 9 must be percent-encoded",
    ["http://a/%zz"] = "a % needs two hexadecimal digits",
    ["http://a:port/"] = "'port' is no port",
    ["http://a:70000/"] = "'70000' is no port",
    ["http://[::1/"] = "is no host",
    ["http://[::1]x/"] = "is no host",
    ["a#b#c"] = "there is a second #",
    ["1x:y"] = "the part before the first : is no scheme",
    ["/a[b]"] = "a bracket in the path",
  }) do
    local parts, found = url.parse(text)
    check.equal(parts, nil, text)
    check.contains(found, problem)
  end
end)

test("what is put together was taken apart", function()
  for _, text in ipairs({
    "http://u@h:1/p?q#f",
    "http://h",
    "//h/p",
    "p/q",
    "?q",
    "#f",
    "urn:isbn:12",
    "file:///x",
    "http://h/?#",
  }) do
    check.equal(url.format(url.parse(text)), text)
  end
end)

-- RFC 3986, section 5.4, with the base http://a/b/c/d;p?q.
local REFERENCES = {
  ["g:h"] = "g:h",
  ["g"] = "http://a/b/c/g",
  ["./g"] = "http://a/b/c/g",
  ["g/"] = "http://a/b/c/g/",
  ["/g"] = "http://a/g",
  ["//g"] = "http://g",
  ["?y"] = "http://a/b/c/d;p?y",
  ["g?y"] = "http://a/b/c/g?y",
  ["#s"] = "http://a/b/c/d;p?q#s",
  ["g#s"] = "http://a/b/c/g#s",
  ["g?y#s"] = "http://a/b/c/g?y#s",
  [";x"] = "http://a/b/c/;x",
  ["g;x"] = "http://a/b/c/g;x",
  ["g;x?y#s"] = "http://a/b/c/g;x?y#s",
  [""] = "http://a/b/c/d;p?q",
  ["."] = "http://a/b/c/",
  ["./"] = "http://a/b/c/",
  [".."] = "http://a/b/",
  ["../"] = "http://a/b/",
  ["../g"] = "http://a/b/g",
  ["../.."] = "http://a/",
  ["../../"] = "http://a/",
  ["../../g"] = "http://a/g",
  ["../../../g"] = "http://a/g",
  ["../../../../g"] = "http://a/g",
  ["/./g"] = "http://a/g",
  ["/../g"] = "http://a/g",
  ["g."] = "http://a/b/c/g.",
  [".g"] = "http://a/b/c/.g",
  ["g.."] = "http://a/b/c/g..",
  ["..g"] = "http://a/b/c/..g",
  ["./../g"] = "http://a/b/g",
  ["./g/."] = "http://a/b/c/g/",
  ["g/./h"] = "http://a/b/c/g/h",
  ["g/../h"] = "http://a/b/c/h",
  ["g;x=1/./y"] = "http://a/b/c/g;x=1/y",
  ["g;x=1/../y"] = "http://a/b/c/y",
  ["g?y/./x"] = "http://a/b/c/g?y/./x",
  ["g?y/../x"] = "http://a/b/c/g?y/../x",
  ["g#s/./x"] = "http://a/b/c/g#s/./x",
  ["g#s/../x"] = "http://a/b/c/g#s/../x",
}

test("references are resolved as in the examples of the RFC", function()
  for reference, address in pairs(REFERENCES) do
    check.equal(url.resolve("http://a/b/c/d;p?q", reference), address, reference)
  end
  check.equal(url.resolve("http://a", "x"), "http://a/x")
  check.equal({ url.resolve("a/b", "x") }, { nil, "a/b is no absolute address" })
  check.contains(select(2, url.resolve("http://a", "x y")), "x y: byte 32")
end)

test("escaping keeps what needs no escape", function()
  check.equal(url.escape("a b/\195\164~%"), "a%20b%2F%C3%A4~%25")
  check.equal(url.escape("/a b/", "/"), "/a%20b/")
  check.equal(url.unescape("a%20b%2f%C3%A4+"), "a b/\195\164+")
  check.equal(url.unescape("%2541"), "%41")
  for _, text in ipairs({ "%", "a%4", "%zz" }) do
    check.fails(function()
      url.unescape(text)
    end, "needs two hexadecimal digits")
  end
end)

test("query strings are entries in order", function()
  local list, by_name = url.parse_query("a=1&b=x+y%26z&a=2&c&=d")
  check.equal(list, { { "a", "1" }, { "b", "x y&z" }, { "a", "2" }, { "c", "" }, { "", "d" } })
  check.equal(by_name, { a = "2", b = "x y&z", c = "", [""] = "d" })
  check.equal(url.format_query({ { "b", "x y&z" }, { "a", "1+1" } }), "b=x+y%26z&a=1%2B1")
  check.equal(url.format_query({ b = "2", a = "1" }), "a=1&b=2")
  check.equal(url.format_query({}), "")
  check.equal(url.parse_query(""), {})
end)

suite.finish()
