-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local show = require("show")

local suite = testing.suite("show")
local test, check = suite.test, suite.check

test("simple values look as in a program", function()
  check.equal(show(nil), "nil")
  check.equal(show(true), "true")
  check.equal(show(4 / 2), "2")
  check.equal(show("a\"b\n\0\\"), [["a\"b\n\000\\"]])
  check.equal(show(print), "<function>")
end)

test("tables have their keys in order", function()
  check.equal(show({}), "{}")
  check.equal(show({ 1, 2, x = 3, a = { true } }), "{ 1, 2, a = { true }, x = 3 }")
  check.equal(show({ [3] = "c", [1.5] = 1, ["end"] = 2 }), '{ [1.5] = 1, [3] = "c", ["end"] = 2 }')
  check.equal(show({ [true] = 1, [false] = 2 }), "{ [false] = 2, [true] = 1 }")
end)

test("an indent gives a line for each entry", function()
  check.equal(show({ 1, a = { 2 } }, { indent = "  " }), "{\n  1,\n  a = {\n    2,\n  },\n}")
end)

test("cycles and depth end", function()
  local cycle = {}
  cycle.self = cycle
  check.equal(show(cycle), "{ self = <cycle> }")
  check.equal(show({ { {} } }, { depth = 1 }), "{ {...} }")
  local shared = { 1 }
  check.equal(show({ shared, shared }), "{ { 1 }, { 1 } }")
end)

test("metatables are not asked", function()
  local guarded = setmetatable({ a = 1 }, {
    __index = error,
    __tostring = error,
  })
  check.equal(show(guarded), "{ a = 1 }")
end)

suite.finish()
