-- SPDX-License-Identifier: Apache-2.0
--
-- JSON (RFC 8259), read and written strictly.
--
-- Objects are tables by name, arrays are tables from 1 on that json.array has marked, null is json.null. Numbers are
-- what the engine makes of their text: on Lua 5.3 and later 1 is an integer and 1.0 a float.

local numbers = require("numbers")
local strings = require("strings")

local byte, char, find, format, gsub, match, rep, sub =
  string.byte, string.char, string.find, string.format, string.gsub, string.match, string.rep, string.sub
local concat, floor, huge = table.concat, math.floor, math.huge

local json = {}

local MAX_DEPTH = 200

-- What JSON calls null.
json.null = setmetatable({}, {
  __tostring = function()
    return "null"
  end,
  __newindex = function()
    error("json.null cannot be changed", 2)
  end,
})

local Array = {}

-- Marks a table (a new one if there is none) as an array, so that it is written as one even if it is empty.
function json.array(list)
  return setmetatable(list or {}, Array)
end

-- Whether a table is marked as an array.
function json.is_array(value)
  return getmetatable(value) == Array
end

-- Reading ---------------------------------------------------------------------------------------

local function refuse(text, at, problem)
  local line, start = 1, 1
  local stop = find(text, "\n", start, true)
  while stop and stop < at do
    line, start = line + 1, stop + 1
    stop = find(text, "\n", start, true)
  end
  error(format("JSON, line %d, column %d: %s", line, at - start + 1, problem), 0)
end

local function unexpected(text, at, wanted)
  local found = "the end"
  if at <= #text then
    found = sub(text, at, at)
    found = find(found, "[%w%p]") and "'" .. found .. "'" or format("byte %d", byte(found))
  end
  refuse(text, at, wanted .. " is expected, but there is " .. found)
end

local function utf8_character(code)
  if code < 0x80 then
    return char(code)
  elseif code < 0x800 then
    return char(0xC0 + floor(code / 0x40), 0x80 + code % 0x40)
  elseif code < 0x10000 then
    return char(0xE0 + floor(code / 0x1000), 0x80 + floor(code / 0x40) % 0x40, 0x80 + code % 0x40)
  end
  return char(
    0xF0 + floor(code / 0x40000),
    0x80 + floor(code / 0x1000) % 0x40,
    0x80 + floor(code / 0x40) % 0x40,
    0x80 + code % 0x40
  )
end

local ESCAPED = {
  ['"'] = '"',
  ["\\"] = "\\",
  ["/"] = "/",
  b = "\b",
  f = "\f",
  n = "\n",
  r = "\r",
  t = "\t",
}

-- The code unit of the escape \uXXXX that begins at a position.
local function code_unit(text, at)
  local digits = match(text, "^\\u(%x%x%x%x)", at)
  if not digits then
    refuse(text, at, "\\u needs four hexadecimal digits")
  end
  return tonumber(digits, 16)
end

-- The character of an escape, and how long the escape is.
local function escape_at(text, at)
  local kind = sub(text, at + 1, at + 1)
  if kind ~= "u" then
    return ESCAPED[kind] or refuse(text, at, "there is no escape \\" .. kind), 2
  end
  local code = code_unit(text, at)
  if code >= 0xDC00 and code <= 0xDFFF then
    refuse(text, at, "the second half of a surrogate pair without the first")
  elseif code < 0xD800 or code > 0xDBFF then
    return utf8_character(code), 6
  end
  if sub(text, at + 6, at + 7) ~= "\\u" then
    refuse(text, at, "the first half of a surrogate pair without the second")
  end
  local second = code_unit(text, at + 6)
  if second < 0xDC00 or second > 0xDFFF then
    refuse(text, at, "the first half of a surrogate pair without the second")
  end
  return utf8_character(0x10000 + (code - 0xD800) * 0x400 + second - 0xDC00), 12
end

-- The string whose quote is at a position, and the position after it.
local function string_at(text, start)
  local at = start + 1
  local stop = find(text, '["\\%c]', at)
  if stop and byte(text, stop) == 34 then
    return sub(text, at, stop - 1), stop + 1
  end
  local pieces = {}
  while true do
    if not stop then
      refuse(text, start, "the string does not end")
    end
    local code = byte(text, stop)
    if code == 127 then
      pieces[#pieces + 1] = sub(text, at, stop)
      at = stop + 1
    else
      pieces[#pieces + 1] = sub(text, at, stop - 1)
      if code == 34 then
        return concat(pieces), stop + 1
      elseif code ~= 92 then
        refuse(text, stop, format("byte %d in a string must be written as \\u%04x", code, code))
      end
      local character, length = escape_at(text, stop)
      pieces[#pieces + 1] = character
      at = stop + length
    end
    stop = find(text, '["\\%c]', at)
  end
end

local function number_at(text, at)
  local whole = match(text, "^-?0", at) or match(text, "^-?[1-9]%d*", at)
  if not whole then
    unexpected(text, at, "a value")
  end
  local stop = at + #whole
  local fraction = match(text, "^%.%d+", stop) or ""
  stop = stop + #fraction
  local exponent = match(text, "^[eE][+-]?%d+", stop) or ""
  stop = stop + #exponent
  if find(text, "^[%w.+-]", stop) then
    refuse(text, at, "'" .. match(text, "^[%w.+-]+", at) .. "' is no number")
  end
  local number = tonumber(whole .. fraction .. exponent)
  if number == huge or number == -huge then
    refuse(text, at, "the number is too large")
  end
  return number, stop
end

local LITERALS = { t = { "true", true }, f = { "false", false }, n = { "null", json.null } }

local value_at

local function array_at(text, at, depth)
  local list, count = json.array(), 0
  at = find(text, "[^ \t\r\n]", at + 1) or #text + 1
  if byte(text, at) == 93 then
    return list, at + 1
  end
  while true do
    count = count + 1
    list[count], at = value_at(text, at, depth)
    at = find(text, "[^ \t\r\n]", at) or #text + 1
    local code = byte(text, at)
    if code == 93 then -- ]
      return list, at + 1
    elseif code ~= 44 then
      unexpected(text, at, "',' or ']'")
    end
    at = find(text, "[^ \t\r\n]", at + 1) or #text + 1
  end
end

local function object_at(text, at, depth)
  local object = {}
  at = find(text, "[^ \t\r\n]", at + 1) or #text + 1
  if byte(text, at) == 125 then
    return object, at + 1
  end
  while true do
    if byte(text, at) ~= 34 then
      unexpected(text, at, "a name in quotes")
    end
    local name
    name, at = string_at(text, at)
    at = find(text, "[^ \t\r\n]", at) or #text + 1
    if byte(text, at) ~= 58 then
      unexpected(text, at, "':'")
    end
    at = find(text, "[^ \t\r\n]", at + 1) or #text + 1
    object[name], at = value_at(text, at, depth)
    at = find(text, "[^ \t\r\n]", at) or #text + 1
    local code = byte(text, at)
    if code == 125 then -- }
      return object, at + 1
    elseif code ~= 44 then
      unexpected(text, at, "',' or '}'")
    end
    at = find(text, "[^ \t\r\n]", at + 1) or #text + 1
  end
end

function value_at(text, at, depth)
  local code = byte(text, at)
  if code == 34 then -- "
    return string_at(text, at)
  elseif code == 123 or code == 91 then -- { [
    if depth == MAX_DEPTH then
      refuse(text, at, "more than " .. MAX_DEPTH .. " levels")
    end
    return (code == 123 and object_at or array_at)(text, at, depth + 1)
  end
  local literal = LITERALS[sub(text, at, at)]
  if literal then
    local word = match(text, "^%w+", at)
    if word ~= literal[1] then
      refuse(text, at, "'" .. word .. "' is no value")
    end
    return literal[2], at + #word
  end
  return number_at(text, at)
end

-- The value of a JSON text. Raises an error with line and column where the text is none. Of several entries of an
-- object with the same name the last one counts.
function json.decode(text)
  if type(text) ~= "string" then
    error("json.decode: a text is needed, got " .. type(text), 2)
  end
  local wrong = strings.utf8_error(text)
  if wrong then
    refuse(text, wrong, format("byte %d is no UTF-8 here", byte(text, wrong)))
  end
  local value, at = value_at(text, find(text, "[^ \t\r\n]") or #text + 1, 0)
  local rest = find(text, "[^ \t\r\n]", at)
  if rest then
    unexpected(text, rest, "the end")
  end
  return value
end

-- Writing ---------------------------------------------------------------------------------------

local SHORT = {
  ['"'] = '\\"',
  ["\\"] = "\\\\",
  ["\b"] = "\\b",
  ["\f"] = "\\f",
  ["\n"] = "\\n",
  ["\r"] = "\\r",
  ["\t"] = "\\t",
}

local function escaped(character)
  return SHORT[character] or format("\\u%04x", byte(character))
end

local function cannot(path, problem)
  error("json.encode: " .. (path == "" and "the value" or path) .. " " .. problem, 0)
end

local function quoted(text, path)
  if not strings.is_utf8(text) then
    cannot(path, "is a string that is not UTF-8")
  end
  return '"' .. gsub(text, '[%c"\\]', escaped) .. '"'
end

-- The length of a table whose keys are 1 to n, or nil; its names in order, or nil.
local function shape_of(value, path)
  local names, count, highest = {}, 0, 0
  for key in next, value do
    if type(key) == "string" then
      names[#names + 1] = key
    elseif numbers.is_whole(key) and key >= 1 then
      count = count + 1
      highest = key > highest and key or highest
    else
      cannot(path, "has a key that is neither a name nor an index: " .. tostring(key))
    end
  end
  if count > 0 and #names > 0 then
    cannot(path, "has both names and indexes")
  elseif highest > count then
    cannot(path, "is an array with gaps; put json.null into them")
  end
  if count > 0 or (json.is_array(value) and #names == 0) then
    return count, nil
  elseif json.is_array(value) then
    cannot(path, "is marked as an array but has names")
  end
  table.sort(names)
  return nil, names
end

-- A writer has out (the pieces of text), open (the tables that are being written) and perhaps indent.
local function put(writer, text)
  local out = writer.out
  out[#out + 1] = text
end

local function new_line(writer, depth)
  if writer.indent then
    put(writer, "\n" .. rep(writer.indent, depth))
  end
end

local write

local function write_entries(writer, value, path, depth)
  local count, names = shape_of(value, path)
  put(writer, names and "{" or "[")
  for i = 1, count or #names do
    if i > 1 then
      put(writer, ",")
    end
    new_line(writer, depth)
    if names then
      local inner = path .. (path == "" and "" or ".") .. names[i]
      put(writer, quoted(names[i], inner))
      put(writer, writer.indent and ": " or ":")
      write(writer, rawget(value, names[i]), inner, depth)
    else
      write(writer, rawget(value, i), path .. "[" .. i .. "]", depth)
    end
  end
  if next(value) ~= nil then
    new_line(writer, depth - 1)
  end
  put(writer, names and "}" or "]")
end

function write(writer, value, path, depth)
  local kind = type(value)
  if kind == "string" then
    put(writer, quoted(value, path))
  elseif kind == "number" then
    if value ~= value or value == huge or value == -huge then
      cannot(path, "is " .. numbers.format(value) .. ", which JSON has no number for")
    end
    put(writer, numbers.format(value))
  elseif kind == "boolean" then
    put(writer, tostring(value))
  elseif value == json.null then
    put(writer, "null")
  elseif kind ~= "table" then
    cannot(path, "is a " .. kind)
  elseif writer.open[value] then
    cannot(path, "contains itself")
  elseif depth == MAX_DEPTH then
    cannot(path, "has more than " .. MAX_DEPTH .. " levels")
  else
    writer.open[value] = true
    write_entries(writer, value, path, depth + 1)
    writer.open[value] = nil
  end
end

-- The value as JSON text, names in order. A table with the keys 1 to n is an array, every other one an object; an
-- empty one is an object unless it is marked. Raises an error that names what cannot be written. Option: indent, the
-- text of one level, which gives a line for each entry; without it all is one line.
function json.encode(value, options)
  local indent = options and options.indent
  if indent ~= nil and (type(indent) ~= "string" or find(indent, "[^ \t]")) then
    error("json.encode: the indent is a text of blanks or tabs", 2)
  end
  local writer = { out = {}, open = {}, indent = indent }
  write(writer, value, "", 0)
  return concat(writer.out)
end

return json
