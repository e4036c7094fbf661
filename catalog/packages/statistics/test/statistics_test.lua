-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local statistics = require("statistics")

local suite = testing.suite("statistics")
local test, check = suite.test, suite.check

test("sums lose nothing", function()
  check.equal(statistics.sum({ 1, 1e100, 1, -1e100 }), 2)
  check.equal(statistics.sum({}), 0)
  check.equal(statistics.sum({ 1, math.huge }), math.huge)
  local tenths = {}
  for i = 1, 10 do
    tenths[i] = 0.1
  end
  check.equal(statistics.sum(tenths), 1)
end)

test("mean, range, median", function()
  check.equal(statistics.mean({ 1, 2, 3, 4 }), 2.5)
  check.equal({ statistics.range({ 3, -1, 7 }) }, { -1, 7 })
  check.equal(statistics.median({ 5, 1, 3 }), 3)
  check.equal(statistics.median({ 4, 1, 3, 2 }), 2.5)
  local values = { 3, 1, 2 }
  statistics.median(values)
  check.equal(values, { 3, 1, 2 })
end)

test("variance is exact far from zero", function()
  check.equal(statistics.variance({ 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16 }), 30)
  check.near(statistics.deviation({ 2, 4, 4, 4, 5, 5, 7, 9 }), math.sqrt(32 / 7))
  check.equal(statistics.population_variance({ 2, 4, 4, 4, 5, 5, 7, 9 }), 4)
  check.equal(statistics.population_variance({ 7 }), 0)
end)

test("quantiles are those of R and NumPy", function()
  local values = { 15, 20, 35, 40, 50 }
  check.near(statistics.quantile(values, 0.4), 29)
  check.equal(statistics.quantile(values, { 0, 0.25, 0.5, 1 }), { 15, 20, 35, 50 })
  check.near(statistics.quantile({ 1, 2, 3, 4 }, 0.75), 3.25)
  check.equal(statistics.quantile({ 7 }, 0.9), 7)
  check.fails(function()
    statistics.quantile(values, 40)
  end, "a number from 0 to 1")
end)

test("modes are the most frequent values", function()
  check.equal({ statistics.modes({ 1, 3, 2, 3, 1 }) }, { { 1, 3 }, 2 })
  check.equal({ statistics.modes({ 5 }) }, { { 5 }, 1 })
end)

test("the N50 of an assembly", function()
  check.equal({ statistics.n50({ 2, 2, 2, 3, 3, 4, 8, 8 }) }, { 8, 2 })
  check.equal({ statistics.n50({ 2, 3, 4, 5, 6 }, 0.9) }, { 3, 4 })
  check.equal({ statistics.n50({ 10 }) }, { 10, 1 })
end)

test("histograms count what is in equal bins", function()
  local histogram = statistics.histogram({ 0, 1, 2, 3, 4, 5, 6, 7, 8, 10 }, 5)
  check.equal(histogram[1], { low = 0, high = 2, count = 2 })
  check.equal(histogram[5], { low = 8, high = 10, count = 2 })
  local bounded = statistics.histogram({ -1, 0, 0.3, 0.6, 1, 2 }, 10, 0, 1)
  local counts = {}
  for i, bin in ipairs(bounded) do
    counts[i] = bin.count
  end
  check.equal(counts, { 1, 0, 0, 1, 0, 0, 1, 0, 0, 1 })
  check.equal(statistics.histogram({ 3, 3 }, 1), { { low = 2.5, high = 3.5, count = 2 } })
  check.fails(function()
    statistics.histogram({ 1 }, 0)
  end, "a whole number from 1 on")
end)

test("every value lies in the bin that counts it", function()
  local values, state = {}, 1
  for i = 1, 500 do
    state = state * 16807 % 2147483647
    values[i] = state % 1000 / 10
  end
  local total = 0
  for _, bin in ipairs(statistics.histogram(values, 7)) do
    total = total + bin.count
    local inside = 0
    for _, value in ipairs(values) do
      if value >= bin.low and (value < bin.high or (value == bin.high and bin.high == 99.9)) then
        inside = inside + 1
      end
    end
    local _, high = statistics.range(values)
    if bin.high ~= high then
      check.equal(bin.count, inside)
    end
  end
  check.equal(total, 500)
end)

test("correlations", function()
  check.near(statistics.correlation({ 1, 2, 3 }, { 2, 4, 6 }), 1)
  check.near(statistics.correlation({ 1, 2, 3 }, { 3, 2, 1 }), -1)
  check.near(statistics.correlation({ 1, 2, 3, 4, 5 }, { 2, 4, 5, 4, 5 }), 0.7745966692414834)
  check.equal(statistics.correlation({ 1, 2 }, { 3, 3 }), nil)
  check.equal(statistics.ranks({ 10, 30, 20, 20 }), { 1, 4, 2.5, 2.5 })
  check.near(statistics.rank_correlation({ 1, 2, 3, 4 }, { 1, 8, 27, 64 }), 1)
  check.fails(function()
    statistics.correlation({ 1, 2 }, { 1, 2, 3 })
  end, "equally long, got 2 and 3")
end)

test("a line is fitted with the least squares", function()
  local fit = statistics.linear_fit({ 1, 2, 3, 4, 5 }, { 2, 4, 5, 4, 5 })
  check.near(fit.slope, 0.6)
  check.near(fit.intercept, 2.2)
  check.near(fit.r2, 0.6)
  local far = statistics.linear_fit({ 1e8, 1e8 + 1, 1e8 + 2 }, { 5, 7, 9 })
  check.near(far.slope, 2)
  check.near(far.r2, 1)
  check.equal(statistics.linear_fit({ 1, 2 }, { 3, 3 }).r2, 1)
  check.fails(function()
    statistics.linear_fit({ 1, 1 }, { 1, 2 })
  end, "all x are the same")
end)

test("a summary has what a report shows", function()
  check.equal(statistics.summary({ 4, 1, 3, 2 }), {
    count = 4,
    mean = 2.5,
    deviation = math.sqrt(5 / 3),
    min = 1,
    lower = 1.75,
    median = 2.5,
    upper = 3.25,
    max = 4,
  })
  check.equal(statistics.summary({ 7 }).deviation, nil)
end)

test("a stream is summed up as it comes", function()
  local running = statistics.running()
  check.equal({ running:count(), running:mean(), running:variance(), running:min() }, { 0 })
  local values = { 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16 }
  for _, value in ipairs(values) do
    running:add(value)
  end
  check.equal(running:count(), 4)
  check.near(running:mean(), 1e9 + 10)
  check.near(running:variance(), 30, 1e-6)
  check.near(running:deviation(), math.sqrt(30), 1e-6)
  check.equal({ running:min(), running:max() }, { 1e9 + 4, 1e9 + 16 })
  check.fails(function()
    running:add("1")
  end, "is no number")
end)

test("too few values, and what is no number, are refused", function()
  check.fails(function()
    statistics.mean({})
  end, "statistics.mean: at least 1 value is needed, got 0")
  check.fails(function()
    statistics.variance({ 1 })
  end, "at least 2 values are needed, got 1")
  check.fails(function()
    statistics.mean({ 1, "2" })
  end, "value 2 is no number")
  check.fails(function()
    statistics.median({ 1, 0 / 0 })
  end, "value 2 is no number")
  check.fails(function()
    statistics.mean(nil)
  end, "an array of numbers is needed, got nil")
end)

suite.finish()
