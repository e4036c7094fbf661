-- SPDX-License-Identifier: Apache-2.0
--
-- Numbers to text and back, the same on every Lua.

local format, find, gsub, match, reverse = string.format, string.find, string.gsub, string.match, string.reverse
local floor, huge = math.floor, math.huge
local math_type = math.type -- Lua 5.3 and later

local numbers = {}

-- From here on not every whole number has a float of its own.
local EXACT = 9007199254740992

local function check(value, what)
  if type(value) ~= "number" then
    error(what .. ": a number is needed, got " .. type(value), 3)
  end
end

-- Whether the value is a number without a fraction (infinities and not-a-number have none, and are not whole).
function numbers.is_whole(value)
  return type(value) == "number" and value == floor(value) and value > -huge and value < huge
end

-- The number with as few digits as read back to the same number; whole numbers without point and exponent as
-- long as they are exact. Not-a-number is nan, the infinities are inf and -inf.
function numbers.format(value)
  check(value, "numbers.format")
  if value ~= value then
    return "nan"
  elseif value == huge then
    return "inf"
  elseif value == -huge then
    return "-inf"
  elseif value == 0 then
    return "0"
  elseif math_type and math_type(value) == "integer" then
    return format("%d", value)
  elseif value == floor(value) and value > -EXACT and value < EXACT then
    return format("%.0f", value)
  end
  local text = format("%.15g", value)
  if tonumber(text) ~= value then
    text = format("%.16g", value)
    if tonumber(text) ~= value then
      text = format("%.17g", value)
    end
  end
  return text
end

-- The number with exactly that many decimals (0 to 15, default 2). There is no negative zero.
function numbers.fixed(value, decimals)
  check(value, "numbers.fixed")
  decimals = decimals or 2
  if not numbers.is_whole(decimals) or decimals < 0 or decimals > 15 then
    error("numbers.fixed: decimals are a whole number from 0 to 15", 2)
  end
  if value ~= value or value == huge or value == -huge then
    return numbers.format(value)
  end
  local text = format("%." .. format("%d", decimals) .. "f", value)
  if not find(text, "[1-9]") then
    text = gsub(text, "^%-", "")
  end
  return text
end

-- A part of a whole in percent, rounded half up, with that many decimals (0 to 6, default 2); "NA" if the whole
-- is 0. Both are whole numbers from 0 on, so that the rounding is exact.
function numbers.percent(part, whole, decimals)
  decimals = decimals or 2
  if not (numbers.is_whole(part) and numbers.is_whole(whole)) or part < 0 or whole < 0 then
    error("numbers.percent: whole numbers from 0 on are needed", 2)
  elseif not numbers.is_whole(decimals) or decimals < 0 or decimals > 6 then
    error("numbers.percent: decimals are a whole number from 0 to 6", 2)
  elseif whole == 0 then
    return "NA"
  end
  local scale = 1
  for _ = 1, decimals do
    scale = scale * 10
  end
  local scaled = floor((200 * scale * part + whole) / (2 * whole))
  local integral = floor(scaled / scale)
  if decimals == 0 then
    return format("%d", integral)
  end
  return format("%d.%0" .. format("%d", decimals) .. "d", integral, scaled - integral * scale)
end

-- The number as numbers.format has it, with a separator (default ",") between groups of three digits.
function numbers.grouped(value, separator)
  check(value, "numbers.grouped")
  separator = separator or ","
  local text = numbers.format(value)
  local sign, digits, rest = match(text, "^(%-?)(%d+)(.*)$")
  if not digits then
    return text
  end
  local groups = {}
  for group in string.gmatch(reverse(digits), "%d%d?%d?") do
    table.insert(groups, 1, reverse(group))
  end
  return sign .. table.concat(groups, separator) .. rest
end

-- The number that a decimal text stands for, or nil if it is none. Unlike tonumber it takes no blanks, no
-- hexadecimal, no "nan" and no "inf", on any engine.
function numbers.parse(text)
  if type(text) ~= "string" then
    return nil
  end
  local mantissa, exponent = match(text, "^[+-]?([%d.]+)(.*)$")
  if
    mantissa
    and (find(mantissa, "^%d+%.?%d*$") or find(mantissa, "^%.%d+$"))
    and (exponent == "" or find(exponent, "^[eE][+-]?%d+$"))
  then
    return tonumber((gsub(text, "^%+", "")))
  end
  return nil
end

return numbers
