-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local json = require("json")

local suite = testing.suite("json")
local test, check = suite.test, suite.check

test("every kind of value is read", function()
  check.equal(
    json.decode(' { "a" : [ 1 , -2.5e3 , true , false , "x" ] ,\r\n\t"b" : { } , "" : [] } '),
    { a = { 1, -2500, true, false, "x" }, b = {}, [""] = {} }
  )
  check.truthy(json.decode("null") == json.null)
  check.truthy(json.decode("[null]")[1] == json.null)
  check.equal(json.decode('{"a":1,"a":2}'), { a = 2 })
  check.equal(tostring(json.null), "null")
end)

test("numbers are read exactly", function()
  check.equal(json.decode("9007199254740991"), 9007199254740991)
  check.equal(json.decode("0.1"), 0.1)
  check.equal(json.decode("1E+2"), 100)
  check.equal(json.decode("-0"), 0)
  check.equal(json.decode("1e-400"), 0)
end)

test("escapes and surrogate pairs become UTF-8", function()
  check.equal(json.decode([["\"\\\/\b\f\n\r\t"]]), '"\\/\b\f\n\r\t')
  check.equal(json.decode([["\u0041\u00e9\u20AC\ud834\udd1e"]]), "A\195\169\226\130\172\240\157\132\158")
  check.equal(json.decode([["\u0000x"]]), "\0x")
  check.equal(json.decode('"\127\195\169"'), "\127\195\169")
end)

test("what is not JSON is refused by line and column", function()
  for text, problem in pairs({
    [""] = "line 1, column 1: a value is expected, but there is the end",
    ["[1,]"] = "line 1, column 4: a value is expected, but there is ']'",
    ["[1 2]"] = "column 4: ',' or ']' is expected, but there is '2'",
    ['{"a":1,}'] = "column 8: a name in quotes is expected",
    ["{a:1}"] = "column 2: a name in quotes is expected, but there is 'a'",
    ['{"a" 1}'] = "column 6: ':' is expected",
    ['{"a":1 "b"}'] = "',' or '}' is expected",
    ["{\n  \"a\": 01\n}"] = "line 2, column 8: '01' is no number",
    ["1."] = "'1.' is no number",
    ["-"] = "a value is expected, but there is '-'",
    ["+1"] = "a value is expected, but there is '+'",
    [".5"] = "a value is expected",
    ["1e5x"] = "'1e5x' is no number",
    ["0x10"] = "'0x10' is no number",
    ["1e999"] = "the number is too large",
    ["NaN"] = "a value is expected, but there is 'N'",
    ["nul"] = "'nul' is no value",
    ["trueish"] = "'trueish' is no value",
    ["1 1"] = "the end is expected, but there is '1'",
    ['"a'] = "column 1: the string does not end",
    ['"a\nb"'] = "byte 10 in a string must be written as \\u000a",
    ['"\0"'] = "byte 0 in a string",
    ['"\\x"'] = "there is no escape \\x",
    ['"\\u12G4"'] = "\\u needs four hexadecimal digits",
    ['"\\ud834"'] = "the first half of a surrogate pair without the second",
    ['"\\ud834\\u0041"'] = "the first half of a surrogate pair without the second",
    ['"\\udd1e"'] = "the second half of a surrogate pair without the first",
    ['"\255"'] = "column 2: byte 255 is no UTF-8 here",
    ['"\237\160\180"'] = "is no UTF-8",
    ["\239\187\191[]"] = "a value is expected, but there is byte 239",
    [string.rep("[", 201) .. string.rep("]", 201)] = "column 201: more than 200 levels",
  }) do
    check.fails(function()
      json.decode(text)
    end, problem, text)
  end
  check.fails(function()
    json.decode(1)
  end, "a text is needed, got number")
end)

test("values are written with their names in order", function()
  check.equal(
    json.encode({ b = { 1, 2.5, -3 }, a = "x", c = { d = true, e = json.null } }),
    '{"a":"x","b":[1,2.5,-3],"c":{"d":true,"e":null}}'
  )
  check.equal(json.encode("a\"\\\n\0\195\169"), '"a\\"\\\\\\n\\u0000\195\169"')
  check.equal(json.encode(10 / 2), "5")
  check.equal(json.encode(-0.0), "0")
  check.equal(json.encode(1e300), "1e+300")
end)

test("an empty table is an object unless it is marked", function()
  check.equal(json.encode({ {}, json.array() }), "[{},[]]")
  check.equal(json.encode(json.decode('{"a":[],"b":{}}')), '{"a":[],"b":{}}')
  check.truthy(json.is_array(json.array({ 1 })))
end)

test("an indent gives a line for each entry", function()
  check.equal(
    json.encode({ a = { 1, {} }, b = json.array() }, { indent = "  " }),
    '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": []\n}'
  )
  check.fails(function()
    json.encode({}, { indent = "x" })
  end, "the indent is a text of blanks or tabs")
end)

test("what JSON cannot hold is refused by its place", function()
  local cycle = { list = {} }
  cycle.list[1] = cycle
  for problem, value in pairs({
    ["a.b[2] is a function"] = { a = { b = { 1, print } } },
    ["x is nan"] = { x = 0 / 0 },
    ["[1] is inf"] = { 1 / 0 },
    ["the value has both names and indexes"] = { 1, a = 2 },
    ["the value is an array with gaps"] = { [1] = 1, [3] = 3 },
    ["the value has a key that is neither"] = { [1.5] = 1 },
    ["list[1] contains itself"] = cycle,
    ["is a string that is not UTF-8"] = "\255",
    ["is marked as an array but has names"] = json.array({ a = 1 }),
  }) do
    check.fails(function()
      json.encode(value)
    end, problem)
  end
  check.fails(function()
    json.encode(nil)
  end, "the value is a nil")
end)

test("what is written is read back the same", function()
  local value = { a = { 1, 0.1, 1 / 3, 2 ^ 60, -1e-300 }, s = "\0\1\127\226\130\172", t = { { {} } } }
  check.equal(json.decode(json.encode(value)), value)
  local shared = { 1 }
  check.equal(json.encode({ shared, shared }), "[[1],[1]]")
end)

suite.finish()
