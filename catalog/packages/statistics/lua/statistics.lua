-- SPDX-License-Identifier: Apache-2.0
--
-- Statistics of arrays of numbers and of streams, numerically stable.

local abs, floor, huge, sqrt = math.abs, math.floor, math.huge, math.sqrt
local format = string.format

local statistics = {}

local function check(values, least, what)
  if type(values) ~= "table" then
    error("statistics." .. what .. ": an array of numbers is needed, got " .. type(values), 3)
  elseif #values < least then
    local needed = least == 1 and "value is" or "values are"
    error(format("statistics.%s: at least %d %s needed, got %d", what, least, needed, #values), 3)
  end
  for i = 1, #values do
    local value = values[i]
    if type(value) ~= "number" or value ~= value then
      error(format("statistics.%s: value %d is no number", what, i), 3)
    end
  end
end

local function sorted(values)
  local copy = {}
  for i = 1, #values do
    copy[i] = values[i]
  end
  table.sort(copy)
  return copy
end

-- Sums with the error of each addition kept apart (Neumaier 1974).
local function sum(values)
  local total, lost = 0, 0
  for i = 1, #values do
    local value = values[i]
    local next_total = total + value
    if abs(total) >= abs(value) then
      lost = lost + ((total - next_total) + value)
    else
      lost = lost + ((value - next_total) + total)
    end
    total = next_total
  end
  if lost ~= lost then
    return total -- an infinity is among them
  end
  return total + lost
end

-- The sum, without the rounding errors of a plain one; 0 for no values.
function statistics.sum(values)
  check(values, 0, "sum")
  return sum(values)
end

-- The arithmetic mean.
function statistics.mean(values)
  check(values, 1, "mean")
  return sum(values) / #values
end

-- The smallest and the largest value.
function statistics.range(values)
  check(values, 1, "range")
  local low, high = values[1], values[1]
  for i = 2, #values do
    local value = values[i]
    if value < low then
      low = value
    elseif value > high then
      high = value
    end
  end
  return low, high
end

-- The sum of squared differences from the mean, in two passes with correction (Chan and others 1983), and the mean.
local function squares(values)
  local count = #values
  local mean = sum(values) / count
  local square, rest = 0, 0
  for i = 1, count do
    local difference = values[i] - mean
    square = square + difference * difference
    rest = rest + difference
  end
  return square - rest * rest / count, mean
end

-- The variance of a sample (divided by n - 1), from two values on.
function statistics.variance(values)
  check(values, 2, "variance")
  return (squares(values)) / (#values - 1)
end

-- The variance of a whole population (divided by n).
function statistics.population_variance(values)
  check(values, 1, "population_variance")
  return (squares(values)) / #values
end

-- The standard deviation of a sample, from two values on.
function statistics.deviation(values)
  check(values, 2, "deviation")
  return sqrt((squares(values)) / (#values - 1))
end

local function quantile(ordered, probability)
  local place = (#ordered - 1) * probability
  local below = floor(place)
  local low = ordered[below + 1]
  local share = place - below
  if share == 0 then
    return low
  end
  return low + share * (ordered[below + 2] - low)
end

-- The quantile of a probability from 0 to 1, between neighbours in proportion (type 7 of Hyndman and Fan 1996, what R
-- and NumPy take). Several probabilities in an array give an array.
function statistics.quantile(values, probabilities)
  check(values, 1, "quantile")
  local list = type(probabilities) == "table" and probabilities or { probabilities }
  local ordered, results = sorted(values), {}
  for i = 1, #list do
    local probability = list[i]
    if type(probability) ~= "number" or not (probability >= 0 and probability <= 1) then
      error("statistics.quantile: a probability is a number from 0 to 1", 2)
    end
    results[i] = quantile(ordered, probability)
  end
  return list == probabilities and results or results[1]
end

-- The value in the middle, or the mean of the two in the middle.
function statistics.median(values)
  check(values, 1, "median")
  return quantile(sorted(values), 0.5)
end

-- The values that occur most often, ascending, and how often that is.
function statistics.modes(values)
  check(values, 1, "modes")
  local ordered = sorted(values)
  local modes, most, at = {}, 0, 1
  while at <= #ordered do
    local last = at
    while ordered[last + 1] == ordered[at] do
      last = last + 1
    end
    local count = last - at + 1
    if count > most then
      modes, most = {}, count
    end
    if count == most then
      modes[#modes + 1] = ordered[at]
    end
    at = last + 1
  end
  return modes, most
end

-- The length of the piece with which the longest pieces reach a share (default 0.5: the N50) of the whole length,
-- and how many pieces that takes (the L50).
function statistics.n50(lengths, share)
  check(lengths, 1, "n50")
  share = share or 0.5
  local ordered = sorted(lengths)
  if ordered[1] < 0 then
    error("statistics.n50: a length is a number from 0 on", 2)
  end
  local needed, reached = sum(ordered) * share, 0
  for i = #ordered, 1, -1 do
    reached = reached + ordered[i]
    if reached >= needed then
      return ordered[i], #ordered - i + 1
    end
  end
  return ordered[1], #ordered
end

-- How many values lie in each of a number of equal bins (default 10) between low and high (default: the range of the
-- values): an array of { low, high, count }. A bin holds its lower bound; the last one its upper bound too. Values
-- outside are left out.
function statistics.histogram(values, bins, low, high)
  check(values, 1, "histogram")
  bins = bins or 10
  if type(bins) ~= "number" or bins < 1 or bins % 1 ~= 0 then
    error("statistics.histogram: the number of bins is a whole number from 1 on", 2)
  end
  local least, most = statistics.range(values)
  low, high = low or least, high or most
  if low == high then
    low, high = low - 0.5, high + 0.5
  end
  if not (low < high and high - low < huge) then
    error("statistics.histogram: the bounds must be finite, and the lower one below the upper one", 2)
  end
  local span = high - low
  local histogram = {}
  for i = 1, bins do
    histogram[i] = {
      low = low + span * (i - 1) / bins,
      high = i == bins and high or low + span * i / bins,
      count = 0,
    }
  end
  for i = 1, #values do
    local value = values[i]
    if value >= low and value <= high then
      local bin = floor((value - low) / span * bins) + 1
      bin = bin > bins and bins or bin
      -- The division may round over a bound.
      if value < histogram[bin].low then
        bin = bin - 1
      elseif bin < bins and value >= histogram[bin].high then
        bin = bin + 1
      end
      histogram[bin].count = histogram[bin].count + 1
    end
  end
  return histogram
end

local function check_pairs(xs, ys, what)
  if #xs ~= #ys then
    error(format("statistics.%s: both arrays must be equally long, got %d and %d", what, #xs, #ys), 3)
  end
end

local function moments(xs, ys)
  local xx, mean_x = squares(xs)
  local yy, mean_y = squares(ys)
  local products = {}
  for i = 1, #xs do
    products[i] = (xs[i] - mean_x) * (ys[i] - mean_y)
  end
  return xx, yy, sum(products), mean_x, mean_y
end

local function correlation(xs, ys)
  local xx, yy, xy = moments(xs, ys)
  if xx == 0 or yy == 0 then
    return nil
  end
  local r = xy / sqrt(xx) / sqrt(yy)
  return r > 1 and 1 or r < -1 and -1 or r
end

-- Pearson's correlation coefficient; nil if all values of an array are the same.
function statistics.correlation(xs, ys)
  check(xs, 2, "correlation")
  check(ys, 2, "correlation")
  check_pairs(xs, ys, "correlation")
  return correlation(xs, ys)
end

-- The rank of each value, 1 for the smallest; equal values share the mean of their ranks.
function statistics.ranks(values)
  check(values, 0, "ranks")
  local order, ranks = {}, {}
  for i = 1, #values do
    order[i] = i
  end
  table.sort(order, function(a, b)
    return values[a] < values[b]
  end)
  local at = 1
  while at <= #order do
    local last = at
    while order[last + 1] and values[order[last + 1]] == values[order[at]] do
      last = last + 1
    end
    for i = at, last do
      ranks[order[i]] = (at + last) / 2
    end
    at = last + 1
  end
  return ranks
end

-- Spearman's rank correlation; nil if all values of an array are the same.
function statistics.rank_correlation(xs, ys)
  check(xs, 2, "rank_correlation")
  check(ys, 2, "rank_correlation")
  check_pairs(xs, ys, "rank_correlation")
  return correlation(statistics.ranks(xs), statistics.ranks(ys))
end

-- The line y = intercept + slope * x with the least squared differences: a table with slope, intercept and r2 (the
-- share of the variance that it explains; 1 if all y are the same).
function statistics.linear_fit(xs, ys)
  check(xs, 2, "linear_fit")
  check(ys, 2, "linear_fit")
  check_pairs(xs, ys, "linear_fit")
  local xx, yy, xy, mean_x, mean_y = moments(xs, ys)
  if xx == 0 then
    error("statistics.linear_fit: all x are the same", 2)
  end
  local slope = xy / xx
  return {
    slope = slope,
    intercept = mean_y - slope * mean_x,
    r2 = yy == 0 and 1 or xy * xy / xx / yy,
  }
end

-- What a report shows: count, mean, deviation (nil for one value), min, lower quartile, median, upper quartile, max.
function statistics.summary(values)
  check(values, 1, "summary")
  local ordered = sorted(values)
  local count = #ordered
  return {
    count = count,
    mean = sum(values) / count,
    deviation = count > 1 and sqrt((squares(values)) / (count - 1)) or nil,
    min = ordered[1],
    lower = quantile(ordered, 0.25),
    median = quantile(ordered, 0.5),
    upper = quantile(ordered, 0.75),
    max = ordered[count],
  }
end

local Running = {}
Running.__index = Running

-- Statistics of a stream that is not kept: add(value), then count(), mean(), variance(), deviation(), min(), max()
-- at any time (Welford 1962); nil where there are too few values.
function statistics.running()
  return setmetatable({ number = 0, average = 0, square = 0 }, Running)
end

function Running:add(value)
  if type(value) ~= "number" or value ~= value then
    error("statistics.running: the value is no number", 2)
  end
  self.number = self.number + 1
  local difference = value - self.average
  self.average = self.average + difference / self.number
  self.square = self.square + difference * (value - self.average)
  if not self.least or value < self.least then
    self.least = value
  end
  if not self.most or value > self.most then
    self.most = value
  end
end

function Running:count()
  return self.number
end

function Running:mean()
  return self.number > 0 and self.average or nil
end

function Running:variance()
  return self.number > 1 and self.square / (self.number - 1) or nil
end

function Running:deviation()
  return self.number > 1 and sqrt(self.square / (self.number - 1)) or nil
end

function Running:min()
  return self.least
end

function Running:max()
  return self.most
end

return statistics
