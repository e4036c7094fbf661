-- SPDX-License-Identifier: Apache-2.0
--
-- Small test suites that print TAP, the Test Anything Protocol.
--
-- A suite runs each test as it is given, goes on after a failure, and raises an error at its end if there was
-- one, so that the interpreter's exit code tells.

local show = require("show")

local testing = {}

local check = {}

local function fail(message, note)
  error({ failure = note and (tostring(note) .. ": " .. message) or message }, 0)
end

local function is_nan(value)
  return value ~= value
end

-- Whether two values are the same, tables by what is in them; seen holds the pairs that are being compared.
local function same(a, b, seen)
  if a == b or (is_nan(a) and is_nan(b)) then
    return true
  elseif type(a) ~= "table" or type(b) ~= "table" then
    return false
  elseif seen[a] == b then
    return true
  end
  seen[a] = b
  for key, value in next, a do
    if not same(value, rawget(b, key), seen) then
      return false
    end
  end
  for key in next, b do
    if rawget(a, key) == nil then
      return false
    end
  end
  return true
end

-- That the value is what was expected; tables are compared by what is in them.
function check.equal(actual, expected, note)
  if not same(actual, expected, {}) then
    fail("expected " .. show(expected) .. ", found " .. show(actual), note)
  end
end

-- That the value is true, or anything but false and nil.
function check.truthy(actual, note)
  if not actual then
    fail("expected something, found " .. show(actual), note)
  end
end

-- That the number is no further away than the tolerance (default 1e-9).
function check.near(actual, expected, tolerance, note)
  tolerance = tolerance or 1e-9
  if type(actual) ~= "number" or not (math.abs(actual - expected) <= tolerance) then
    fail("expected " .. show(expected) .. " within " .. show(tolerance) .. ", found " .. show(actual), note)
  end
end

-- That the text has the part in it, as plain text.
function check.contains(actual, part, note)
  if type(actual) ~= "string" or not string.find(actual, part, 1, true) then
    fail("expected a text with " .. show(part) .. ", found " .. show(actual), note)
  end
end

-- That the function raises an error whose message has the part in it, as plain text; the message.
function check.fails(action, part, note)
  local completed, message = pcall(action)
  if completed then
    fail("expected an error with " .. show(part) .. ", found none", note)
  elseif not string.find(tostring(message), part, 1, true) then
    fail("expected an error with " .. show(part) .. ", found " .. show(message), note)
  end
  return message
end

local function describe(problem)
  if type(problem) == "table" and problem.failure then
    return problem.failure
  end
  return "error: " .. tostring(problem)
end

-- A suite of that name. Its output goes to write, a function that takes text; by default to standard output.
function testing.suite(name, write)
  write = write or io.write
  local count, failed = 0, 0
  local suite = { check = check }

  -- Runs a test and prints its line.
  function suite.test(title, action)
    count = count + 1
    local completed, problem = pcall(action)
    if completed then
      write("ok " .. count .. " - " .. name .. ": " .. title .. "\n")
    else
      failed = failed + 1
      local detail = string.gsub(describe(problem), "\n", "\n# ")
      write("not ok " .. count .. " - " .. name .. ": " .. title .. "\n# " .. detail .. "\n")
    end
  end

  -- Prints the plan. Raises an error if a test failed or there was none.
  function suite.finish()
    write("1.." .. count .. "\n")
    if count == 0 then
      error(name .. ": there are no tests", 0)
    elseif failed > 0 then
      error(name .. ": " .. failed .. " of " .. count .. " tests failed", 0)
    end
  end

  return suite
end

return testing
