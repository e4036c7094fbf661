-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local csv = require("csv")

local suite = testing.suite("csv")
local test, check = suite.test, suite.check

local function in_pieces(text, size)
  local at = 1
  return function()
    if at > #text then
      return nil
    end
    local piece = string.sub(text, at, at + size - 1)
    at = at + size
    return piece
  end
end

test("rows are arrays of texts", function()
  check.equal(csv.decode("a,b,c\n1,,3\r\n"), { { "a", "b", "c" }, { "1", "", "3" } })
  check.equal(csv.decode("a\n\nb"), { { "a" }, { "b" } })
  check.equal(csv.decode(""), {})
  check.equal(csv.decode(","), { { "", "" } })
end)

test("quoted fields hold delimiters, quotes and line ends", function()
  check.equal(csv.decode('"a,b","say ""hi""",""\n'), { { "a,b", 'say "hi"', "" } })
  check.equal(csv.decode('"two\nlines","three\r\n\r\nlines"\nx,y'), { { "two\nlines", "three\r\n\r\nlines" }, { "x", "y" } })
  check.equal(csv.decode('x,"y",z'), { { "x", "y", "z" } })
end)

test("it does not matter where pieces end", function()
  local text = '\239\187\191id,"no\r\nte"\r\n1,"a ""b"""\n2,c'
  local expected = { { "id", "no\r\nte" }, { "1", 'a "b"' }, { "2", "c" } }
  for size = 1, #text do
    check.equal(csv.decode(in_pieces(text, size)), expected)
  end
end)

test("a header names the fields", function()
  check.equal(
    csv.decode("name\tlength\nlambda\t48502\n", { header = true, delimiter = "\t" }),
    { { name = "lambda", length = "48502" } }
  )
  check.fails(function()
    csv.decode("", { header = true })
  end, "CSV: there is no header")
  check.fails(function()
    csv.decode("a,a\n", { header = true })
  end, "line 1: the header has the name a twice")
  check.equal(csv.decode("a,b\n1\n", { header = true, ragged = true }), { { a = "1" } })
  check.fails(function()
    csv.decode("a\n1,2\n", { header = true, ragged = true })
  end, "line 2: 2 fields where the header has 1")
end)

test("rows know their lines", function()
  local lines = {}
  for _, line in csv.rows('a\n"b\nb"\n\nc\n') do
    lines[#lines + 1] = line
  end
  check.equal(lines, { 1, 2, 5 })
end)

test("malformed tables are refused by line", function()
  for text, problem in pairs({
    ["a,b\n1\n"] = "line 2: 1 fields where the first row has 2",
    ['a\n"b\nc\n'] = "line 2: a quote is opened and never closed",
    ['a\n"b"c\n'] = "line 2: field 1 goes on after its closing quote",
    ['a,b\n1,b"c"\n'] = 'line 2: field 2 has a quote but does not start with one',
  }) do
    check.fails(function()
      csv.decode(text)
    end, "CSV, " .. problem)
  end
  check.equal(csv.decode("a,b\n1\n", { ragged = true }), { { "a", "b" }, { "1" } })
end)

test("rows are written with the quotes that they need", function()
  check.equal(csv.format({ "a", 1, 2.5, true, 6 / 2 }), "a,1,2.5,true,3\n")
  check.equal(csv.format({ "a,b", 'c"d', "e\nf", "" }), '"a,b","c""d","e\nf",\n')
  check.equal(csv.format({ "" }), '""\n')
  check.equal(csv.format({ "a,b", "c\td" }, { delimiter = "\t" }), 'a,b\t"c\td"\n')
  check.fails(function()
    csv.format({ {} })
  end, "not a table")
end)

test("what is written is read back the same", function()
  local rows = { { "a", "" }, { 'q"', "x,y\r\nz" }, { " ", "\195\164" } }
  check.equal(csv.decode(csv.encode(rows)), rows)
end)

test("options are checked", function()
  check.fails(function()
    csv.rows("", { delimiter = ";;" })
  end, "the delimiter is one character")
  check.fails(function()
    csv.rows("", { headers = true })
  end, "unknown option headers")
end)

suite.finish()
