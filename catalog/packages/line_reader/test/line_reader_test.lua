-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local line_reader = require("line_reader")

local suite = testing.suite("line_reader")
local test, check = suite.test, suite.check
local directory = ...

local function all(source)
  local found = {}
  for line, number, ending in line_reader.lines(source) do
    check.equal(number, #found + 1)
    found[#found + 1] = line .. "|" .. ending
  end
  return found
end

-- A source that gives the text in pieces of that size.
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

test("lines end with LF or CR LF, the last with or without", function()
  check.equal(all("a\nb\r\n\nc"), { "a|\n", "b|\r\n", "|\n", "c|" })
  check.equal(all("a\n"), { "a|\n" })
  check.equal(all("\n\n"), { "|\n", "|\n" })
  check.equal(all(""), {})
  check.equal(all("a\rb"), { "a\rb|" })
end)

test("it does not matter where the pieces end", function()
  local text = "first\r\nsecond line\n\r\n\nlast"
  local expected = all(text)
  for size = 1, #text do
    check.equal(all(in_pieces(text, size)), expected, "size " .. size)
  end
end)

test("empty pieces are no end", function()
  local pieces = { "", "a", "", "\n", "", "b", "" }
  local i = 0
  check.equal(
    all(function()
      i = i + 1
      return pieces[i]
    end),
    { "a|\n", "b|" }
  )
end)

test("whole lines and objects with a method read are sources too", function()
  local lines = { "a", "", "b" }
  local i = 0
  check.equal(
    all(line_reader.from_lines(function()
      i = i + 1
      return lines[i]
    end)),
    { "a|\n", "|\n", "b|\n" }
  )
  local pieces = in_pieces("x\ny", 2)
  check.equal(all({
    read = function()
      return pieces()
    end,
  }), { "x|\n", "y|" })
end)

test("a file is read to its end and closed", function()
  local found = all(line_reader.file(directory .. "/package.json"))
  check.equal(found[1], "{|\n")
  check.equal(found[#found], "}|\n")
end)

test("what cannot be read is told", function()
  check.fails(function()
    line_reader.file(directory .. "/no such file")
  end, "cannot open ")
  check.fails(function()
    line_reader.lines(42)
  end, "a text, an open file or a function is needed, got number")
  check.fails(function()
    line_reader.lines({})
  end, "got table")
  check.fails(function()
    all(function()
      return 1
    end)
  end, "the source gave a number where text was expected")
  check.fails(function()
    all({
      read = function()
        return nil, "disk on fire"
      end,
    })
  end, "cannot read: disk on fire")
end)

test("after the end there is nothing", function()
  local next_line = line_reader.lines("a")
  check.equal(next_line(), "a")
  check.equal(next_line(), nil)
  check.equal(next_line(), nil)
end)

suite.finish()
