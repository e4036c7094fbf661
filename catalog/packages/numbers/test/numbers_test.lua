-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local numbers = require("numbers")

local suite = testing.suite("numbers")
local test, check = suite.test, suite.check

test("whole numbers have neither point nor exponent", function()
  check.equal(numbers.format(0), "0")
  check.equal(numbers.format(-0.0), "0")
  check.equal(numbers.format(3), "3")
  check.equal(numbers.format(6 / 2), "3")
  check.equal(numbers.format(-1e15), "-1000000000000000")
  check.equal(numbers.format(9007199254740991), "9007199254740991")
end)

test("fractions have as few digits as read back to the same", function()
  check.equal(numbers.format(0.1), "0.1")
  check.equal(numbers.format(0.1 + 0.2), "0.30000000000000004")
  check.equal(numbers.format(1 / 3), "0.3333333333333333")
  check.equal(numbers.format(1e100), "1e+100")
  check.equal(numbers.format(-2.5e-7), "-2.5e-07")
  for _, value in ipairs({ math.pi, 100 / 3, 5e-324, 1.7976931348623157e308, 2 ^ -1022 }) do
    check.equal(tonumber(numbers.format(value)), value)
  end
end)

test("what is no number in the narrow sense has a name", function()
  check.equal(numbers.format(1 / 0), "inf")
  check.equal(numbers.format(-1 / 0), "-inf")
  check.equal(numbers.format(0 / 0), "nan")
  check.fails(function()
    numbers.format("1")
  end, "a number is needed, got string")
end)

test("fixed keeps the number of decimals", function()
  check.equal(numbers.fixed(2), "2.00")
  check.equal(numbers.fixed(1 / 3, 4), "0.3333")
  check.equal(numbers.fixed(99.999, 2), "100.00")
  check.equal(numbers.fixed(-0.001, 2), "0.00")
  check.equal(numbers.fixed(1234.5678, 0), "1235")
  check.fails(function()
    numbers.fixed(1, 99)
  end, "from 0 to 15")
end)

test("percent rounds half up and exactly", function()
  check.equal(numbers.percent(1, 2), "50.00")
  check.equal(numbers.percent(1, 3, 4), "33.3333")
  check.equal(numbers.percent(2, 3, 4), "66.6667")
  check.equal(numbers.percent(1, 200, 0), "1")
  check.equal(numbers.percent(1, 201, 0), "0")
  check.equal(numbers.percent(5, 5, 1), "100.0")
  check.equal(numbers.percent(1, 1000, 2), "0.10")
  check.equal(numbers.percent(0, 0), "NA")
end)

test("digits are grouped by threes", function()
  check.equal(numbers.grouped(0), "0")
  check.equal(numbers.grouped(999), "999")
  check.equal(numbers.grouped(48502), "48,502")
  check.equal(numbers.grouped(-1234567.5), "-1,234,567.5")
  check.equal(numbers.grouped(1000000, " "), "1 000 000")
end)

test("parse takes decimal numbers only", function()
  for text, value in pairs({ ["0"] = 0, ["-12"] = -12, ["+1.5"] = 1.5, [".5"] = 0.5, ["2."] = 2, ["1e3"] = 1000 }) do
    check.equal(numbers.parse(text), value)
  end
  for _, text in ipairs({ "", ".", "-", "1e", "0x10", " 1", "1 ", "nan", "inf", "1,5", "1.2.3", "e5", "1_000" }) do
    check.equal(numbers.parse(text), nil, text)
  end
  check.equal(numbers.parse(nil), nil)
end)

test("whole is a number without a fraction", function()
  check.equal(numbers.is_whole(2), true)
  check.equal(numbers.is_whole(2.0), true)
  check.equal(numbers.is_whole(2.5), false)
  check.equal(numbers.is_whole(1 / 0), false)
  check.equal(numbers.is_whole(0 / 0), false)
  check.equal(numbers.is_whole("2"), false)
end)

suite.finish()
