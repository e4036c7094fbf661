-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local base64 = require("base64")

local suite = testing.suite("base64")
local test, check = suite.test, suite.check

-- RFC 4648, section 10.
local VECTORS = {
  [""] = "",
  f = "Zg==",
  fo = "Zm8=",
  foo = "Zm9v",
  foob = "Zm9vYg==",
  fooba = "Zm9vYmE=",
  foobar = "Zm9vYmFy",
}

test("the vectors of the RFC", function()
  for bytes, text in pairs(VECTORS) do
    check.equal(base64.encode(bytes), text)
    check.equal(base64.decode(text), bytes)
  end
end)

test("every byte survives, at every length", function()
  local all = {}
  for code = 0, 255 do
    all[#all + 1] = string.char(code)
  end
  local bytes = table.concat(all)
  check.equal(base64.encode("\251\255\254"), "+//+")
  for length = 0, 256 do
    local part = string.sub(bytes, 257 - length)
    check.equal(base64.decode(base64.encode(part)), part)
  end
end)

test("what is not Base64 is refused", function()
  for text, problem in pairs({
    ["Zg="] = "3 characters; a multiple of four",
    ["Zg=\n"] = "byte 10 at position 4",
    ["Zm8-"] = "byte 45 at position 4",
    ["=Zg="] = "padding before the end",
    ["Z==="] = "padding before the end",
    ["Zg==Zg=="] = "padding before the end",
    ["Zh=="] = "bits after the end",
    ["Zm9="] = "bits after the end",
  }) do
    check.fails(function()
      base64.decode(text)
    end, problem)
  end
end)

test("the form for addresses has another alphabet and no padding", function()
  check.equal(base64.encode_url("\251\255\254\1"), "-__-AQ")
  check.equal(base64.decode_url("-__-AQ"), "\251\255\254\1")
  check.equal(base64.decode_url("-__-AQ=="), "\251\255\254\1")
  for bytes in pairs(VECTORS) do
    check.equal(base64.decode_url(base64.encode_url(bytes)), bytes)
  end
  for text, problem in pairs({ ["+/=="] = "byte 43 at position 1", A = "padding before the end", ["A="] = "a multiple of four" }) do
    check.fails(function()
      base64.decode_url(text)
    end, problem)
  end
end)

suite.finish()
