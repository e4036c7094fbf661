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

suite.finish()
