-- SPDX-License-Identifier: Apache-2.0
--
-- Tables as CSV (RFC 4180) or with any other delimiter, row by row.
--
-- A field that contains the delimiter, a quote or a line end stands in quotes, a quote in it is doubled. Rows end
-- with LF or CR LF. Blank lines are skipped.

local line_reader = require("line_reader")
local numbers = require("numbers")

local byte, find, format, gsub, sub = string.byte, string.find, string.format, string.gsub, string.sub
local concat = table.concat

local csv = {}

local QUOTE = 34

local function refuse(number, problem)
  error(format("CSV, line %d: %s", number, problem), 0)
end

local function check_options(options, known, what)
  for name in pairs(options) do
    if not known[name] then
      error(what .. ": unknown option " .. tostring(name), 3)
    end
  end
  local delimiter = options.delimiter or ","
  if type(delimiter) ~= "string" or #delimiter ~= 1 or find(delimiter, '["\r\n]') then
    error(what .. ": the delimiter is one character, and no quote or line end", 3)
  end
  return delimiter
end

local function split(line, delimiter)
  local row, at, count = {}, 1, 0
  while true do
    count = count + 1
    local stop = find(line, delimiter, at, true)
    if not stop then
      row[count] = sub(line, at)
      return row
    end
    row[count] = sub(line, at, stop - 1)
    at = stop + 1
  end
end

-- The fields of a row that has quotes; takes further lines while a quoted field goes on.
local function quoted_row(line, number, ending, delimiter, next_line)
  local row, at = {}, 1
  while true do
    if byte(line, at) == QUOTE then
      local pieces, opened = {}, number
      at = at + 1
      while true do
        local stop = find(line, '"', at, true)
        if not stop then
          pieces[#pieces + 1] = sub(line, at) .. ending
          line, number, ending = next_line()
          if not line then
            refuse(opened, "a quote is opened and never closed")
          end
          at = 1
        elseif byte(line, stop + 1) == QUOTE then
          pieces[#pieces + 1] = sub(line, at, stop)
          at = stop + 2
        else
          pieces[#pieces + 1] = sub(line, at, stop - 1)
          at = stop + 1
          break
        end
      end
      row[#row + 1] = concat(pieces)
      if at > #line then
        return row
      elseif sub(line, at, at) ~= delimiter then
        refuse(number, format("field %d goes on after its closing quote", #row))
      end
      at = at + 1
    else
      local stop = find(line, delimiter, at, true)
      local field = sub(line, at, stop and stop - 1)
      if find(field, '"', 1, true) then
        refuse(number, format("field %d has a quote but does not start with one", #row + 1))
      end
      row[#row + 1] = field
      if not stop then
        return row
      end
      at = stop + 1
    end
  end
end

local ROWS = { delimiter = true, header = true, ragged = true }

-- Iterates over the rows of a source: a text, an open file, or a function that gives pieces of text (see line_reader).
-- Each row is an array of texts; the second value is the line that it starts in. Options:
--   delimiter  one character (default ",")
--   header     true: the first row has the names, and each further row is a table by name
--   ragged     true: rows need not have as many fields as the first one
function csv.rows(source, options)
  options = options or {}
  local delimiter = check_options(options, ROWS, "csv.rows")
  local next_line = line_reader.lines(source)
  local width, names

  local function next_row()
    local line, number, ending
    repeat
      line, number, ending = next_line()
      if not line then
        return nil
      elseif number == 1 and sub(line, 1, 3) == "\239\187\191" then
        line = sub(line, 4) -- a byte order mark
      end
    until line ~= ""
    local row
    if find(line, '"', 1, true) then
      row = quoted_row(line, number, ending, delimiter, next_line)
    else
      row = split(line, delimiter)
    end
    width = width or #row
    if #row ~= width and not options.ragged then
      refuse(number, format("%d fields where the first row has %d", #row, width))
    end
    return row, number
  end

  if not options.header then
    return next_row
  end
  return function()
    if not names then
      local number
      names, number = next_row()
      if not names then
        error("CSV: there is no header", 0)
      end
      local seen = {}
      for _, name in ipairs(names) do
        if seen[name] then
          refuse(number, "the header has the name " .. name .. " twice")
        end
        seen[name] = true
      end
    end
    local row, number = next_row()
    if not row then
      return nil
    elseif #row > #names then
      refuse(number, format("%d fields where the header has %d", #row, #names))
    end
    local entries = {}
    for i = 1, #names do
      entries[names[i]] = row[i]
    end
    return entries, number
  end
end

-- All rows at once.
function csv.decode(source, options)
  local rows = {}
  for row in csv.rows(source, options) do
    rows[#rows + 1] = row
  end
  return rows
end

local FORMAT = { delimiter = true }

local function field_of(value, delimiter, alone)
  local kind = type(value)
  local text
  if kind == "string" then
    text = value
  elseif kind == "number" then
    text = numbers.format(value)
  elseif kind == "boolean" then
    text = tostring(value)
  else
    error("csv.format: a field is a text, a number or a boolean, not a " .. kind, 3)
  end
  if find(text, delimiter, 1, true) or find(text, '["\r\n]') or (alone and text == "") then
    return '"' .. gsub(text, '"', '""') .. '"'
  end
  return text
end

-- A row (an array of texts, numbers and booleans) as a line with its end. Option: delimiter (default ",").
function csv.format(row, options)
  local delimiter = check_options(options or {}, FORMAT, "csv.format")
  local fields = {}
  for i = 1, #row do
    fields[i] = field_of(row[i], delimiter, #row == 1)
  end
  return concat(fields, delimiter) .. "\n"
end

-- Rows as text.
function csv.encode(rows, options)
  local lines = {}
  for i = 1, #rows do
    lines[i] = csv.format(rows[i], options)
  end
  return concat(lines)
end

return csv
