-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")

local suite = testing.suite("testing")
local test, check = suite.test, suite.check

-- A suite whose output is kept.
local function quiet()
  local lines = {}
  return testing.suite("inner", function(text)
    lines[#lines + 1] = text
  end), lines
end

local function failure(action)
  local inner, lines = quiet()
  inner.test("it", action)
  return lines[1]
end

test("a suite prints TAP and ends well if all tests do", function()
  local inner, lines = quiet()
  inner.test("first", function() end)
  inner.test("second", function() end)
  inner.finish()
  check.equal(table.concat(lines), "ok 1 - inner: first\nok 2 - inner: second\n1..2\n")
end)

test("a failure is told, and the rest still runs", function()
  local inner, lines = quiet()
  inner.test("bad", function()
    inner.check.equal(1, 2)
  end)
  inner.test("good", function() end)
  check.equal(lines[1], "not ok 1 - inner: bad\n# expected 2, found 1\n")
  check.equal(lines[2], "ok 2 - inner: good\n")
  check.equal(check.fails(inner.finish, "1 of 2 tests failed"), "inner: 1 of 2 tests failed")
end)

test("an error in a test is a failure", function()
  check.contains(
    failure(function()
      error("oh\nno")
    end),
    "oh\n# no"
  )
end)

test("a suite without tests is no success", function()
  local inner = quiet()
  check.fails(inner.finish, "there are no tests")
end)

test("tables are compared by what is in them", function()
  check.equal({ 1, { a = "x" } }, { 1, { a = "x" } })
  check.contains(
    failure(function()
      check.equal({ 1 }, { 1, 2 }, "note")
    end),
    "note: expected { 1, 2 }, found { 1 }"
  )
  check.truthy(failure(function()
    check.equal({ 1, 2 }, { 1 })
  end))
  local a, b = {}, {}
  a.self, b.self = a, b
  check.equal(a, b)
  check.equal(0 / 0, 0 / 0)
end)

test("the other checks", function()
  check.near(0.1 + 0.2, 0.3)
  check.contains("abc", "b")
  check.truthy(0)
  check.equal(
    check.fails(function()
      error("why", 0)
    end, "why"),
    "why"
  )
  for _, action in ipairs({
    function()
      check.near(1, 2)
    end,
    function()
      check.near(0 / 0, 0)
    end,
    function()
      check.contains("abc", ".")
    end,
    function()
      check.truthy(false)
    end,
    function()
      check.fails(function() end, "x")
    end,
    function()
      check.fails(error, "x")
    end,
  }) do
    check.contains(failure(action), "not ok")
  end
end)

suite.finish()
