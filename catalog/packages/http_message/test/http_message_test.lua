-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local http_message = require("http_message")

local suite = testing.suite("http_message")
local test, check = suite.test, suite.check

local function lines(...)
  return table.concat({ ... }, "\r\n")
end

test("a request is read", function()
  local text = lines("POST /a?b HTTP/1.1", "Host: h", "Content-length:  3 ", "X: 1", "x:2", "", "abcNEXT")
  check.equal(http_message.parse_request(text), {
    method = "POST",
    target = "/a?b",
    version = "1.1",
    headers = { { "Host", "h" }, { "Content-length", "3" }, { "X", "1" }, { "x", "2" } },
    body = "abc",
    rest = "NEXT",
  })
  local message = http_message.parse_request(text)
  check.equal(http_message.value(message, "X"), "1, 2")
  check.equal(http_message.values(message, "CONTENT-LENGTH"), { "3" })
  check.equal(http_message.value(message, "Accept"), nil)
end)

test("a response is read, its body to the end, by length, or by chunks", function()
  local message = http_message.parse_response(lines("HTTP/1.1 200 OK", "", "all of it"))
  check.equal({ message.status, message.reason, message.body, message.rest }, { 200, "OK", "all of it", "" })
  message = http_message.parse_response(
    lines("HTTP/1.1 200 ", "Transfer-Encoding: chunked", "", "4;x=y", "ab\r\n", "A", "0123456789", "0", "T: 1", "", "rest")
  )
  check.equal(message.body, "ab\r\n0123456789")
  check.equal(message.trailer, { { "T", "1" } })
  check.equal(message.rest, "rest")
end)

test("some responses have no body", function()
  for _, start in ipairs({ "HTTP/1.1 204 No Content", "HTTP/1.1 304 Not Modified", "HTTP/1.1 100 Continue" }) do
    local message = http_message.parse_response(lines(start, "Content-Length: 9", "", "next"))
    check.equal({ message.body, message.rest }, { "", "next" })
  end
  check.equal(http_message.parse_response(lines("HTTP/1.1 200 OK", "Content-Length: 9", "", ""), "HEAD").body, "")
end)

test("what could be read in two ways is refused", function()
  local function request(problem, ...)
    local message, found = http_message.parse_request(lines(...))
    check.equal(message, nil)
    check.contains(found, "no HTTP request: " .. problem)
  end
  request("it has both Content-Length and Transfer-Encoding", "POST / HTTP/1.1", "Host: h", "Content-Length: 3", "Transfer-Encoding: chunked", "", "0", "", "")
  request("there are two different Content-Lengths", "POST / HTTP/1.1", "Host: h", "Content-Length: 3", "Content-Length: 4", "", "abcd")
  request("'+3' is no Content-Length", "POST / HTTP/1.1", "Host: h", "Content-Length: +3", "", "abc")
  request("a header goes over two lines", "GET / HTTP/1.1", "Host: h", "X: a", " b", "", "")
  request("'Host ' is no name of a header", "GET / HTTP/1.1", "Host : h", "", "")
  request("'nonsense' is no name of a header", "GET / HTTP/1.1", "nonsense", "", "")
  request("a line ends with LF", "GET / HTTP/1.1", "Host: h\nX: y", "", "")
  request("header X has a control character", "GET / HTTP/1.1", "Host: h", "X: a\0b", "", "")
  request("it has 0 headers Host", "GET / HTTP/1.1", "", "")
  request("it has 2 headers Host", "GET / HTTP/1.1", "Host: a", "Host: b", "", "")
  request("it does not start with a line like", "GET  / HTTP/1.1", "", "")
  request("it does not start with a line like", "GET / HTTP/2", "", "")
  request("it ends in the middle of a line", "GET / HTT")
  request("the body has 2 of 3 bytes", "POST / HTTP/1.1", "Host: h", "Content-Length: 3", "", "ab")
  request("the Transfer-Encoding gzip, chunked is not known", "POST / HTTP/1.1", "Host: h", "Transfer-Encoding: gzip, chunked", "", "")
  request("'xyz' is no size of a chunk", "POST / HTTP/1.1", "Host: h", "Transfer-Encoding: chunked", "", "xyz", "")
  request("a chunk is longer than its size", "POST / HTTP/1.1", "Host: h", "Transfer-Encoding: chunked", "", "2", "abc", "0", "", "")
  request("it ends in the middle of a chunk", "POST / HTTP/1.1", "Host: h", "Transfer-Encoding: chunked", "", "ff", "abc")
  check.contains(select(2, http_message.parse_response("HTTP/1.1 999 x\r\n\r\n")), "no HTTP response: it does not start")
end)

test("what is written is read back", function()
  local text = http_message.format_request({
    method = "PUT",
    target = "/x",
    headers = { { "Host", "h" }, { "N", 5 } },
    body = "ab",
  })
  check.equal(text, lines("PUT /x HTTP/1.1", "Host: h", "N: 5", "Content-Length: 2", "", "ab"))
  check.equal(http_message.parse_request(text).body, "ab")
  check.equal(http_message.format_response({ status = 204, reason = "No Content" }), "HTTP/1.1 204 No Content\r\n\r\n")
  local chunked = http_message.chunked("abcdefghij", 4)
  check.equal(chunked, "4\r\nabcd\r\n4\r\nefgh\r\n2\r\nij\r\n0\r\n\r\n")
  check.equal(http_message.parse_response(lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", chunked)).body, "abcdefghij")
end)

test("what would break a message is not written", function()
  local function refused(problem, message)
    check.fails(function()
      http_message.format_request(message)
    end, problem)
  end
  local host = { "Host", "h" }
  refused("header X has a control character", { method = "GET", target = "/", headers = { host, { "X", "a\r\nY: b" } } })
  refused("is no name of a header", { method = "GET", target = "/", headers = { host, { "X Y", "a" } } })
  refused("'G T' is no method", { method = "G T", target = "/", headers = { host } })
  refused("is no target", { method = "GET", target = "/ x", headers = { host } })
  refused("a request has one header Host", { method = "GET", target = "/" })
  refused("Content-Length is made from the body", { method = "GET", target = "/", headers = { host, { "Content-Length", 1 } } })
  check.fails(function()
    http_message.format_response({ status = 99 })
  end, "99 is no status")
end)

test("values of headers are understood", function()
  -- RFC 7617, section 2.
  check.equal(http_message.basic_authorization("Aladdin", "open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
  check.fails(function()
    http_message.basic_authorization("a:b", "")
  end, "a name has no colon")
  check.equal({ http_message.media_type("Text/CSV") }, { "text/csv", {} })
  check.equal(
    { http_message.media_type('multipart/x; Charset=UTF-8 ; b="a\\"; c"') },
    { "multipart/x", { charset = "UTF-8", b = 'a"; c' } }
  )
  check.equal(http_message.media_type("text"), nil)
  check.equal(http_message.media_type("text/plain; x"), nil)
  check.equal(http_message.media_type('text/plain; x="y'), nil)
end)

suite.finish()
