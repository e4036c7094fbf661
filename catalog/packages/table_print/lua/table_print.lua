-- SPDX-License-Identifier: Apache-2.0
--
-- Tables in aligned columns of text.

local numbers = require("numbers")
local strings = require("strings")

local gsub, rep = string.gsub, string.rep
local concat = table.concat

local table_print = {}

local OPTIONS = { header = true, align = true, style = true, decimals = true }
local STYLES = { plain = true, markdown = true }
local PADS = { left = strings.pad_end, right = strings.pad_start, center = strings.center }

local function text_of(value, decimals)
  local text
  if value == nil then
    return ""
  elseif type(value) ~= "number" then
    text = tostring(value)
  elseif decimals then
    text = numbers.fixed(value, decimals)
  else
    text = numbers.format(value)
  end
  return (gsub(text, "%c", " "))
end

local function count_columns(rows, header)
  local columns = header and #header or 0
  for i = 1, #rows do
    for column in pairs(rows[i]) do
      if type(column) == "number" and column > columns then
        columns = column
      end
    end
  end
  return columns
end

-- A column of nothing but numbers (and gaps) goes to the right.
local function alignment(rows, column)
  local found = false
  for i = 1, #rows do
    local value = rows[i][column]
    if type(value) == "number" then
      found = true
    elseif value ~= nil and value ~= "" then
      return "left"
    end
  end
  return found and "right" or "left"
end

local function plain_rule(widths)
  local rules = {}
  for i = 1, #widths do
    rules[i] = rep("-", widths[i])
  end
  return concat(rules, "  ")
end

local function markdown_rule(widths, aligns)
  local rules = {}
  for i = 1, #widths do
    local align = aligns[i]
    rules[i] = (align == "center" and ":" or "-") .. rep("-", widths[i] - 2) .. (align == "left" and "-" or ":")
  end
  return "| " .. concat(rules, " | ") .. " |"
end

-- The rows (arrays of texts, numbers, anything that tostring takes; nil is blank) as lines of text. Options:
--   header    array of names
--   align     array of "left", "right" or "center" by column; by default numbers go to the right
--   decimals  array of numbers of decimals by column, or one for all
--   style     "plain" (the default: two blanks between columns) or "markdown"
function table_print.format(rows, options)
  options = options or {}
  for name in pairs(options) do
    if not OPTIONS[name] then
      error("table_print.format: unknown option " .. tostring(name), 2)
    end
  end
  local header, style = options.header, options.style or "plain"
  if not STYLES[style] then
    error('table_print.format: the style is "plain" or "markdown"', 2)
  end
  local markdown = style == "markdown"
  local columns = count_columns(rows, header)
  local aligns, widths, cells = {}, {}, {}

  local function add(row, is_header)
    local line = {}
    for column = 1, columns do
      local decimals = options.decimals
      if type(decimals) == "table" then
        decimals = decimals[column]
      end
      local text = text_of(row[column], not is_header and decimals)
      if markdown then
        text = gsub(text, "|", "\\|")
      end
      line[column] = text
      local length = strings.length(text)
      if length > widths[column] then
        widths[column] = length
      end
    end
    cells[#cells + 1] = line
  end

  for column = 1, columns do
    aligns[column] = options.align and options.align[column] or alignment(rows, column)
    if not PADS[aligns[column]] then
      error('table_print.format: a column is aligned "left", "right" or "center"', 2)
    end
    widths[column] = markdown and 3 or 0
  end
  if header or markdown then
    add(header or {}, true)
  end
  for i = 1, #rows do
    add(rows[i], false)
  end

  local lines = {}
  for i = 1, #cells do
    local line = cells[i]
    for column = 1, columns do
      line[column] = PADS[aligns[column]](line[column], widths[column])
    end
    if markdown then
      lines[#lines + 1] = "| " .. concat(line, " | ") .. " |"
    else
      lines[#lines + 1] = strings.trim_end(concat(line, "  "))
    end
    if i == 1 and (header or markdown) then
      lines[#lines + 1] = markdown and markdown_rule(widths, aligns) or plain_rule(widths)
    end
  end
  return #lines > 0 and concat(lines, "\n") .. "\n" or ""
end

-- The rows of tables by name as arrays: the values of those names, in that order.
function table_print.columns(entries, names)
  local rows = {}
  for i = 1, #entries do
    local row = {}
    for column = 1, #names do
      row[column] = entries[i][names[column]]
    end
    rows[i] = row
  end
  return rows
end

return table_print
