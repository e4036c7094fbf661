-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local iter = require("iter")

local suite = testing.suite("iter")
local test, check = suite.test, suite.check

local function is_even(n)
  return n % 2 == 0
end

local function square(n)
  return n * n
end

test("sequences come from arrays, ranges and iterators", function()
  check.equal(iter.of({ 1, 2, 3 }):to_array(), { 1, 2, 3 })
  check.equal(iter.range(1, 4):to_array(), { 1, 2, 3, 4 })
  check.equal(iter.range(5, 1, -2):to_array(), { 5, 3, 1 })
  check.equal(iter.range(2, 1):to_array(), {})
  check.equal(iter.from(string.gmatch("a b", "%a")):to_array(), { "a", "b" })
  check.equal(iter.from(iter.of({ 1 })):to_array(), { 1 })
  check.equal(iter.from(ipairs({ "x", "y" })):to_array(), { 1, 2 })
end)

test("a for loop goes over a sequence", function()
  local found = {}
  for value in iter.range(1, 3) do
    found[#found + 1] = value
  end
  check.equal(found, { 1, 2, 3 })
end)

test("steps are made one element at a time", function()
  local seen = 0
  local first = iter
    .range(1)
    :map(function(n)
      seen = n
      return n
    end)
    :filter(is_even)
    :map(square)
    :take(2)
    :to_array()
  check.equal(first, { 4, 16 })
  check.equal(seen, 4)
end)

test("take, drop and take_while", function()
  check.equal(iter.range(1, 5):drop(3):to_array(), { 4, 5 })
  check.equal(iter.range(1, 2):drop(3):to_array(), {})
  check.equal(iter.range(1, 2):take(0):to_array(), {})
  local small = iter.range(1, 9):take_while(function(n)
    return n < 3
  end)
  check.equal(small:to_array(), { 1, 2 })
  check.equal(small(), nil)
end)

test("sequences are put together", function()
  check.equal(iter.of({ 1, 2 }):chain(iter.of({ 3 })):to_array(), { 1, 2, 3 })
  check.equal(iter.of({ 1, 2, 3 }):zip(iter.of({ "a", "b" })):to_array(), { { 1, "a" }, { 2, "b" } })
  check.equal(iter.of({ "a", "b" }):enumerate():to_array(), { { 1, "a" }, { 2, "b" } })
  check.equal(
    iter
      .of({ 2, 0, 1 })
      :flat_map(function(n)
        return n == 1 and { "x" } or iter.range(1, n)
      end)
      :to_array(),
    { 1, 2, "x" }
  )
end)

test("chunks and windows", function()
  check.equal(iter.range(1, 5):chunks(2):to_array(), { { 1, 2 }, { 3, 4 }, { 5 } })
  check.equal(iter.range(1, 4):windows(3):to_array(), { { 1, 2, 3 }, { 2, 3, 4 } })
  check.equal(iter.range(1, 2):windows(3):to_array(), {})
  check.equal(iter.range(1, 2):windows(1):to_array(), { { 1 }, { 2 } })
  check.fails(function()
    iter.range(1, 2):chunks(0)
  end, "a whole number from 1 on")
end)

test("ends", function()
  check.equal(
    iter.range(1, 4):fold(0, function(a, b)
      return a + b
    end),
    10
  )
  check.equal(iter.range(1, 4):count(), 4)
  check.equal(iter.range(1, 4):first(is_even), 2)
  check.equal(iter.of({}):first(), nil)
  check.equal(iter.range(1, 4):all(is_even), false)
  check.equal(iter.of({}):all(is_even), true)
  check.equal(iter.range(1, 4):any(is_even), true)
  check.equal(iter.of({ 1, 3 }):any(is_even), false)
  check.equal(iter.of({ "a", "b", "a" }):tally(), { a = 2, b = 1 })
  check.equal(iter.of({ 3, 1, 3, 2 }):distinct():to_array(), { 3, 1, 2 })
  check.equal({
    iter.of({ "ab", "c", "de" }):group_by(function(text)
      return #text
    end),
  }, { { [2] = { "ab", "de" }, [1] = { "c" } }, { 2, 1 } })
end)

suite.finish()
