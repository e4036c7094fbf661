-- SPDX-License-Identifier: Apache-2.0
--
-- What the string library leaves out. Separators, prefixes and replacements are plain text, never patterns;
-- widths count UTF-8 characters, not bytes.

local byte, find, gmatch, gsub, match, rep, sub =
  string.byte, string.find, string.gmatch, string.gsub, string.match, string.rep, string.sub
local concat, min = table.concat, math.min

local strings = {}

-- Without white space at the start, at the end, on both ends.
function strings.trim_start(text)
  return (gsub(text, "^%s+", ""))
end

-- Not by a pattern from the left, which would be slow where the text has long runs of blanks.
function strings.trim_end(text)
  local last = #text
  while last > 0 and find(text, "^%s", last) do
    last = last - 1
  end
  return sub(text, 1, last)
end

function strings.trim(text)
  return strings.trim_end(strings.trim_start(text))
end

function strings.starts_with(text, prefix)
  return sub(text, 1, #prefix) == prefix
end

function strings.ends_with(text, suffix)
  return suffix == "" or sub(text, -#suffix) == suffix
end

function strings.contains(text, part)
  return find(text, part, 1, true) ~= nil
end

-- The parts between the separators; at most that many if a limit is given, the last with what remains.
-- An empty text has one part, which is empty.
function strings.split(text, separator, limit)
  if separator == "" then
    error("strings.split: the separator is empty", 2)
  end
  local parts, at = {}, 1
  while not limit or #parts < limit - 1 do
    local first, last = find(text, separator, at, true)
    if not first then
      break
    end
    parts[#parts + 1] = sub(text, at, first - 1)
    at = last + 1
  end
  parts[#parts + 1] = sub(text, at)
  return parts
end

-- The words between white space.
function strings.words(text)
  local words = {}
  for word in gmatch(text, "%S+") do
    words[#words + 1] = word
  end
  return words
end

-- The lines, without their ends (LF or CR LF); a last line end starts no further line.
function strings.lines(text)
  local lines = {}
  for line, ending in gmatch(text, "([^\n]*)(\n?)") do
    if line == "" and ending == "" then
      break
    end
    lines[#lines + 1] = ending ~= "" and gsub(line, "\r$", "") or line
  end
  return lines
end

-- The elements of an array as text, with a separator between.
function strings.join(array, separator)
  local texts = {}
  for i = 1, #array do
    texts[i] = tostring(array[i])
  end
  return concat(texts, separator or "")
end

-- Every occurrence of a part replaced, and how many there were.
function strings.replace(text, part, replacement)
  if part == "" then
    error("strings.replace: the part to be replaced is empty", 2)
  end
  local pieces, at = {}, 1
  while true do
    local first, last = find(text, part, at, true)
    if not first then
      break
    end
    pieces[#pieces + 1] = sub(text, at, first - 1)
    at = last + 1
  end
  local count = #pieces
  pieces[count + 1] = sub(text, at)
  return concat(pieces, replacement), count
end

-- The text as a pattern that matches just it. Lua 5.1 takes no NUL in a pattern, so it becomes %z.
function strings.escape_pattern(text)
  local escaped = gsub(text, "[%^%$%(%)%%%.%[%]%*%+%-%?]", "%%%0")
  return (strings.replace(escaped, "\0", "%z"))
end

-- By first byte: how long a UTF-8 character is, and between which bytes its second one lies (RFC 3629, section 4).
local function utf8_shape(first)
  if first < 0x80 then
    return 1
  elseif first < 0xC2 then
    return nil
  elseif first < 0xE0 then
    return 2, 0x80, 0xBF
  elseif first < 0xF0 then
    return 3, first == 0xE0 and 0xA0 or 0x80, first == 0xED and 0x9F or 0xBF
  elseif first < 0xF5 then
    return 4, first == 0xF0 and 0x90 or 0x80, first == 0xF4 and 0x8F or 0xBF
  end
  return nil
end

-- Where the first byte is that is not UTF-8, or nil if all of it is.
function strings.utf8_error(text)
  local at = find(text, "[\128-\255]")
  while at do
    local length, low, high = utf8_shape(byte(text, at))
    if not length then
      return at
    end
    local second, third, fourth = byte(text, at + 1, at + length - 1)
    if
      not second
      or second < low
      or second > high
      or (length > 2 and (not third or third < 0x80 or third > 0xBF))
      or (length > 3 and (not fourth or fourth < 0x80 or fourth > 0xBF))
    then
      return at
    end
    at = find(text, "[\128-\255]", at + length)
  end
  return nil
end

function strings.is_utf8(text)
  return strings.utf8_error(text) == nil
end

-- How many UTF-8 characters; where the text is not UTF-8, how many bytes.
function strings.length(text)
  if not find(text, "[\128-\255]") or not strings.is_utf8(text) then
    return #text
  end
  local _, continuations = gsub(text, "[\128-\191]", "")
  return #text - continuations
end

local function padding(text, width, fill)
  fill = fill or " "
  if strings.length(fill) ~= 1 then
    error("strings: the fill is one character", 3)
  end
  local missing = width - strings.length(text)
  return missing > 0 and missing or 0, fill
end

-- Filled up to a width on the right side, the left side, both sides.
function strings.pad_end(text, width, fill)
  local missing
  missing, fill = padding(text, width, fill)
  return text .. rep(fill, missing)
end

function strings.pad_start(text, width, fill)
  local missing
  missing, fill = padding(text, width, fill)
  return rep(fill, missing) .. text
end

function strings.center(text, width, fill)
  local missing
  missing, fill = padding(text, width, fill)
  local left = (missing - missing % 2) / 2
  return rep(fill, left) .. text .. rep(fill, missing - left)
end

-- The words in lines of at most that many characters (default 79), each after an indent; a longer word has a
-- line of its own. Paragraphs, which blank lines separate, are kept apart.
function strings.wrap(text, width, indent)
  width, indent = width or 79, indent or ""
  local room = width - strings.length(indent)
  local lines, line, used = {}, {}, 0
  local function flush()
    if #line > 0 then
      lines[#lines + 1] = indent .. concat(line, " ")
      line, used = {}, 0
    end
  end
  for _, source in ipairs(strings.lines(text)) do
    if not find(source, "%S") then
      flush()
      if #lines > 0 and lines[#lines] ~= "" then
        lines[#lines + 1] = ""
      end
    end
    for word in gmatch(source, "%S+") do
      local length = strings.length(word)
      if #line > 0 and used + 1 + length > room then
        flush()
      end
      used = used + length + (#line > 0 and 1 or 0)
      line[#line + 1] = word
    end
  end
  flush()
  if lines[#lines] == "" then
    lines[#lines] = nil
  end
  return concat(lines, "\n")
end

-- Without the indentation that all lines with text have in common.
function strings.dedent(text)
  local common
  for line in gmatch(text, "[^\n]+") do
    local indent = match(line, "^([ \t]*)[^ \t\r]")
    if indent then
      if not common then
        common = indent
      else
        local same = 0
        while same < min(#common, #indent) and byte(common, same + 1) == byte(indent, same + 1) do
          same = same + 1
        end
        common = sub(common, 1, same)
      end
    end
  end
  if not common or common == "" then
    return text
  end
  local skip = #common
  return (gsub(text, "[^\n]+", function(line)
    return sub(line, 1, skip) == common and sub(line, skip + 1) or gsub(line, "^[ \t]+", "")
  end))
end

-- How many letters must be put in, taken out or exchanged to make one of the other (bytes).
function strings.distance(a, b)
  local row = {}
  for j = 0, #b do
    row[j] = j
  end
  for i = 1, #a do
    local diagonal = row[0]
    row[0] = i
    for j = 1, #b do
      local above = row[j]
      local cost = byte(a, i) == byte(b, j) and 0 or 1
      row[j] = min(above + 1, row[j - 1] + 1, diagonal + cost)
      diagonal = above
    end
  end
  return row[#b]
end

-- The candidate that was probably meant: the nearest one, the first among equals, if no more than a third of
-- the word differs; else nil.
function strings.closest(word, candidates)
  local best, best_distance
  for i = 1, #candidates do
    local distance = strings.distance(word, candidates[i])
    if not best_distance or distance < best_distance then
      best, best_distance = candidates[i], distance
    end
  end
  if best and best_distance * 3 <= math.max(#word, #best) then
    return best
  end
  return nil
end

return strings
