-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local table_print = require("table_print")

local suite = testing.suite("table_print")
local test, check = suite.test, suite.check

test("columns line up, numbers to the right", function()
  check.equal(
    table_print.format({ { "EcoRI", 5, 21226 }, { "NotI", 0 }, { "HindIII", 6, 23130 } }),
    "EcoRI    5  21226\nNotI     0\nHindIII  6  23130\n"
  )
end)

test("a header is underlined", function()
  check.equal(
    table_print.format({ { "a", 1.5 } }, { header = { "name", "x" } }),
    "name    x\n----  ---\na     1.5\n"
  )
  check.equal(table_print.format({}, { header = { "name" } }), "name\n----\n")
end)

test("columns can be aligned and have decimals", function()
  check.equal(
    table_print.format({ { "ab", 1, 2 }, { "a", 10, 3 } }, { align = { "right", "left", "center" }, decimals = { [3] = 2 } }),
    "ab  1   2.00\n a  10  3.00\n"
  )
  check.equal(table_print.format({ { 1, 2.345 } }, { decimals = 1 }), "1.0  2.3\n")
end)

test("widths are characters, and control characters do not break lines", function()
  check.equal(table_print.format({ { "\195\164", "x" }, { "bc", "y\nz" } }), "\195\164   x\nbc  y z\n")
end)

test("Markdown has bars and escapes them", function()
  check.equal(
    table_print.format({ { "a|b", 1 } }, { header = { "name", "n" }, style = "markdown" }),
    "| name |   n |\n| ---- | --: |\n| a\\|b |   1 |\n"
  )
  check.equal(
    table_print.format({ { "x" } }, { style = "markdown", align = { "center" } }),
    "|     |\n| :-: |\n|  x  |\n"
  )
end)

test("other values are shown as text, nil as nothing", function()
  check.equal(table_print.format({ { true, nil, "x" }, { false, "y" } }), "true      x\nfalse  y\n")
  check.equal(table_print.format({}), "")
end)

test("entries by name become rows", function()
  check.equal(table_print.columns({ { a = 1, b = 2 }, { b = 3 } }, { "b", "a" }), { { 2, 1 }, { 3 } })
end)

test("options are checked", function()
  for problem, options in pairs({
    ["unknown option headers"] = { headers = {} },
    ['the style is "plain" or "markdown"'] = { style = "grid" },
    ["a column is aligned"] = { align = { "top" } },
  }) do
    check.fails(function()
      table_print.format({ { 1 } }, options)
    end, problem)
  end
end)

suite.finish()
