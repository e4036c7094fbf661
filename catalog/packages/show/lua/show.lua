-- SPDX-License-Identifier: Apache-2.0
--
-- Any value as readable text, the same in every run: keys are in order, and no address is shown.

local numbers = require("numbers")

local find, format, gsub, rep = string.find, string.format, string.gsub, string.rep
local concat, sort = table.concat, table.sort

local KEYWORDS = {}
for _, words in ipairs({
  "and break do else elseif end false for function global goto if",
  "in local nil not or repeat return then true until while",
}) do
  for word in string.gmatch(words, "%a+") do
    KEYWORDS[word] = true
  end
end

local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

local function quoted(text)
  local body = gsub(text, '[%c"\\]', function(character)
    return ESCAPES[character] or format("\\%03d", string.byte(character))
  end)
  return '"' .. body .. '"'
end

local TYPE_ORDER = { number = 1, string = 2, boolean = 3 }

local function before(a, b)
  local order_a, order_b = TYPE_ORDER[type(a)] or 4, TYPE_ORDER[type(b)] or 4
  if order_a ~= order_b then
    return order_a < order_b
  elseif order_a == 3 then
    return not a and b
  elseif order_a == 4 then
    return type(a) < type(b)
  end
  return a < b
end

-- Options: indent (text for one level; without it all is one line), depth (how deep tables are opened, default 16).
local function show(value, options)
  options = options or {}
  local indent, depth = options.indent, options.depth or 16
  local open = {}
  local write

  local function write_table(subject, level)
    if open[subject] then
      return "<cycle>"
    elseif level > depth then
      return "{...}"
    elseif next(subject) == nil then
      return "{}"
    end
    open[subject] = true
    local entries, keys, length = {}, {}, 0
    while rawget(subject, length + 1) ~= nil do
      length = length + 1
      entries[length] = write(rawget(subject, length), level + 1)
    end
    for key in next, subject do
      if not (type(key) == "number" and key >= 1 and key <= length and key % 1 == 0) then
        keys[#keys + 1] = key
      end
    end
    sort(keys, before)
    for i = 1, #keys do
      local key = keys[i]
      local name
      if type(key) == "string" and find(key, "^[%a_][%w_]*$") and not KEYWORDS[key] then
        name = key
      else
        name = "[" .. write(key, level + 1) .. "]"
      end
      entries[#entries + 1] = name .. " = " .. write(rawget(subject, key), level + 1)
    end
    open[subject] = nil
    if not indent then
      return "{ " .. concat(entries, ", ") .. " }"
    end
    local margin = rep(indent, level)
    return "{\n" .. margin .. concat(entries, ",\n" .. margin) .. ",\n" .. rep(indent, level - 1) .. "}"
  end

  function write(subject, level)
    local kind = type(subject)
    if kind == "string" then
      return quoted(subject)
    elseif kind == "number" then
      return numbers.format(subject)
    elseif kind == "table" then
      return write_table(subject, level)
    elseif kind == "nil" or kind == "boolean" then
      return tostring(subject)
    end
    return "<" .. kind .. ">"
  end

  return write(value, 1)
end

return show
