-- SPDX-License-Identifier: Apache-2.0
--
-- GC content along nucleotide sequences: reads FASTA from standard input, writes a table (TSV) that a
-- spreadsheet, R or pandas takes as it is.
--
--   gc_window.lua WINDOW [STEP] < FASTA
--
-- WINDOW and STEP are numbers of letters; without STEP the windows lie side by side. Positions count from 1,
-- both ends included; the last window ends with the record and may be shorter.
-- gc_percent is 100 * (G+C+S) / (A+C+G+T+U+S+W), rounded half up; NA where a window has no such letter.
--
-- Exit code: 0; 1 if the input was refused (one line on standard error, no table); 2 for wrong usage.
--
-- Plain Lua 5.1 that means the same in every later version.

local byte, find = string.byte, string.find

-- By letter code: 1 for the letters of the set, 0 for every other.
local function membership(letters)
  local set = {}
  for code = 0, 255 do
    set[code] = 0
  end
  for letter in string.gmatch(letters .. string.lower(letters), ".") do
    set[byte(letter)] = 1
  end
  return set
end

local STRONG = membership("GCS")
local KNOWN = membership("ACGTUSW")

local function stop(code, message)
  io.stderr:write(message, "\n")
  os.exit(code)
end

local function refuse(problem)
  stop(1, "gc_window: standard input: " .. problem)
end

-- A whole number from 1 to 999999999, or nil.
local function positive(argument)
  if argument and #argument < 10 and find(argument, "^[1-9]%d*$") then
    return tonumber(argument)
  end
  return nil
end

local function standard_input()
  local blocks = {}
  while true do
    local block, reason = io.stdin:read(65536)
    if reason then
      refuse("cannot be read: " .. reason)
    end
    if not block then
      return table.concat(blocks)
    end
    blocks[#blocks + 1] = block
  end
end

-- The records of a FASTA text in their order, each with its name and sequence.
local function parse(text)
  if find(text, "\0", 1, true) or find(text, "[\1-\8\14-\31]") then
    refuse("binary data, not FASTA text; if it is compressed, unpack it first")
  end
  text = string.gsub(text, "^\239\187\191", "") -- a byte order mark
  local records, number = {}, 0
  for line in string.gmatch(text .. "\n", "([^\n]*)\n") do
    number = number + 1
    local first = string.sub(line, 1, 1)
    if first == ">" then
      local name = string.match(line, "^>%s*(%S*)")
      records[#records + 1] = { name = name ~= "" and name or "(unnamed)", line = number, pieces = {} }
    elseif first ~= ";" then
      local letters = string.gsub(line, "%s+", "")
      local illegal = string.match(letters, "[^ACGTNacgtnRYSWKMBDHVUryswkmbdhvu]")
      local record = records[#records]
      if letters ~= "" and not record then
        refuse("line " .. number .. ": no FASTA header before this text; a record starts with a line like >NAME")
      elseif illegal then
        refuse("line " .. number .. ": illegal character (byte " .. byte(illegal) .. ") in the sequence")
      elseif letters ~= "" then
        record.pieces[#record.pieces + 1] = letters
      end
    end
  end
  if #records == 0 then
    refuse("no FASTA record; a record starts with a line like >NAME")
  end
  for i = 1, #records do
    local record = records[i]
    if #record.pieces == 0 then
      refuse("line " .. record.line .. ": record " .. record.name .. " has no sequence")
    end
    record.sequence = table.concat(record.pieces)
    record.pieces = nil
  end
  return records
end

-- Whole numbers only, so that every engine rounds and prints alike.
local function percent(part, whole)
  if whole == 0 then
    return "NA"
  end
  local scaled = math.floor((2000000 * part + whole) / (2 * whole))
  local integral = math.floor(scaled / 10000)
  return integral .. "." .. string.sub(tostring(10000 + scaled - integral * 10000), 2)
end

-- How many letters of the stretch are strong, and how many are known to be strong or weak.
local function count(sequence, first, last)
  local strong, known = 0, 0
  for i = first, last do
    local code = byte(sequence, i)
    strong = strong + STRONG[code]
    known = known + KNOWN[code]
  end
  return strong, known
end

local function write_windows(record, window, step)
  local sequence, length = record.sequence, #record.sequence
  local rows = {}
  local first, last = 1, math.min(window, length)
  local strong, known = count(sequence, first, last)
  while true do
    rows[#rows + 1] = record.name .. "\t" .. first .. "\t" .. last .. "\t" .. percent(strong, known) .. "\n"
    local next_first, next_last = first + step, math.min(last + step, length)
    local done = last == length or next_first > length
    if done or #rows == 1000 then
      io.write(table.concat(rows))
      rows = {}
    end
    if done then
      return
    end
    if step < window then
      -- Overlapping windows: only what leaves and what enters is looked at.
      local strong_out, known_out = count(sequence, first, next_first - 1)
      local strong_in, known_in = count(sequence, last + 1, next_last)
      strong, known = strong - strong_out + strong_in, known - known_out + known_in
    else
      strong, known = count(sequence, next_first, next_last)
    end
    first, last = next_first, next_last
  end
end

local arguments = { ... }
local window = positive(arguments[1])
local step = window
if arguments[2] then
  step = positive(arguments[2])
end
if not window or not step or #arguments > 2 then
  stop(2, "usage: gc_window.lua WINDOW [STEP] < FASTA (whole numbers from 1 on)")
end

local records = parse(standard_input())
io.write("record\tstart\tend\tgc_percent\n")
for i = 1, #records do
  write_windows(records[i], window, step)
end
local _, unwritten = io.stdout:flush()
if unwritten then
  stop(1, "gc_window: cannot write the table: " .. unwritten)
end
