-- SPDX-License-Identifier: Apache-2.0
--
-- Reports on nucleotide sequences in FASTA files: length, GC content, base counts, and the fragments
-- that three restriction enzymes cut the linear molecule into.
--
--   genome_report.lua FILE...         a FILE of - is standard input
--
-- Each record gives one paragraph of "key  value" lines:
--
--   HindIII   6 sites  23130 9416 6682 4361 2322 2027 564
--
-- GC%      100 * (G+C+S) / (A+C+G+T+U+S+W), rounded half up: letters that leave open whether the base
--          is a strong one (N, R, Y, K, M, B, D, H, V) count on neither side. NA if nothing else is there.
-- bases    A, C, G and T always, every other IUPAC letter where it occurs; lower case counts as upper case.
-- enzymes  sites of unambiguous letters only; fragment lengths longest first.
--
-- Exit code: 0; 1 if a file was refused (one line on standard error, nothing of that file on standard
-- output, the other files are still reported); 2 for wrong usage.
--
-- Plain Lua 5.1 that means the same in every later version. Reads block by block, so memory does not
-- grow with the length of a sequence.

local find, sub, gsub, upper, byte = string.find, string.sub, string.gsub, string.upper, string.byte
local concat, sort, floor = table.concat, table.sort, math.floor

-- cut: how many letters of the site stay on the left fragment. Sites have two letters or more.
local ENZYMES = {
  { name = "HindIII", site = "AAGCTT", cut = 1 }, -- A^AGCTT
  { name = "EcoRI", site = "GAATTC", cut = 1 }, -- G^AATTC
  { name = "BamHI", site = "GGATCC", cut = 1 }, -- G^GATCC
}

local BASES = { "A", "C", "G", "T" }
local OTHER_LETTERS = { "B", "D", "H", "K", "M", "N", "R", "S", "U", "V", "W", "Y" }

local UNUSUAL = "[^ACGTacgt]" -- the quick look that most lines pass
local ILLEGAL = "[^ACGTNacgtnRYSWKMBDHVUryswkmbdhvu%s]"
local BINARY = "[\1-\8\14-\31]" -- and NUL, which Lua 5.1 does not take in a pattern

local BLOCK = 65536 -- bytes a read
local CHUNK = 32768 -- letters gathered before they are counted and searched

local LINE_KINDS = { [">"] = "header", [";"] = "comment" }

-- Records ---------------------------------------------------------------------------------------

local function new_record(header, line)
  local _, _, name, title = find(header, "^>%s*(%S*)%s*(.-)%s*$")
  local record = {
    name = name ~= "" and name or "(unnamed)",
    title = title,
    line = line,
    length = 0,
    counts = {},
    digests = {},
    pieces = {}, -- letters read but not yet counted
    pending = 0,
  }
  for i = 1, #ENZYMES do
    record.digests[i] = { fragments = {}, last_cut = 0, tail = "" }
  end
  return record
end

local function count_letters(counts, chunk, letters)
  for i = 1, #letters do
    if chunk == "" then
      break
    end
    local before = #chunk
    chunk = gsub(chunk, letters[i] .. "+", "")
    counts[letters[i]] = (counts[letters[i]] or 0) + before - #chunk
  end
  return chunk
end

-- Cuts the next chunk. The tail carries the letters that a site over the border to the next chunk needs.
local function cut(digest, enzyme, chunk, letters_before)
  local text = digest.tail .. chunk
  local offset = letters_before - #digest.tail
  local at = find(text, enzyme.site, 1, true)
  while at do
    local position = offset + at - 1 + enzyme.cut
    digest.fragments[#digest.fragments + 1] = position - digest.last_cut
    digest.last_cut = position
    at = find(text, enzyme.site, at + 1, true)
  end
  digest.tail = sub(text, -(#enzyme.site - 1))
end

local function flush(record)
  local chunk = upper(concat(record.pieces))
  local others = count_letters(record.counts, chunk, BASES)
  count_letters(record.counts, others, OTHER_LETTERS)
  for i = 1, #ENZYMES do
    cut(record.digests[i], ENZYMES[i], chunk, record.length)
  end
  record.length = record.length + #chunk
  record.pieces = {}
  record.pending = 0
end

local function add_letters(record, letters)
  record.pieces[#record.pieces + 1] = letters
  record.pending = record.pending + #letters
  if record.pending >= CHUNK then
    flush(record)
  end
end

-- Report ----------------------------------------------------------------------------------------

-- Whole numbers only, so that every engine rounds and prints alike.
local function percent(part, whole)
  if whole == 0 then
    return "NA"
  end
  local scaled = floor((2000000 * part + whole) / (2 * whole))
  local integral = floor(scaled / 10000)
  local decimals = scaled - integral * 10000
  return integral .. "." .. sub(tostring(10000 + decimals), 2)
end

local function entry(key, value)
  return key .. string.rep(" ", 10 - #key) .. value .. "\n"
end

local function base_line(counts)
  local words = {}
  for i = 1, #BASES do
    words[#words + 1] = BASES[i] .. " " .. (counts[BASES[i]] or 0)
  end
  for i = 1, #OTHER_LETTERS do
    local count = counts[OTHER_LETTERS[i]] or 0
    if count > 0 then
      words[#words + 1] = OTHER_LETTERS[i] .. " " .. count
    end
  end
  return concat(words, "  ")
end

local function digest_line(digest, length)
  local fragments = digest.fragments
  local sites = #fragments
  fragments[sites + 1] = length - digest.last_cut
  sort(fragments, function(a, b)
    return a > b
  end)
  return sites .. (sites == 1 and " site  " or " sites  ") .. concat(fragments, " ")
end

local function report(record)
  local counts = record.counts
  local function sum(letters)
    local total = 0
    for letter in string.gmatch(letters, ".") do
      total = total + (counts[letter] or 0)
    end
    return total
  end
  local lines = { entry("record", record.name) }
  if record.title ~= "" then
    lines[#lines + 1] = entry("title", record.title)
  end
  lines[#lines + 1] = entry("length", record.length)
  lines[#lines + 1] = entry("GC%", percent(sum("GCS"), sum("ACGTUSW")))
  lines[#lines + 1] = entry("bases", base_line(counts))
  for i = 1, #ENZYMES do
    lines[#lines + 1] = entry(ENZYMES[i].name, digest_line(record.digests[i], record.length))
  end
  return concat(lines)
end

-- FASTA -----------------------------------------------------------------------------------------

local function at_line(line, problem)
  return "line " .. line .. ": " .. problem
end

local function shown(character)
  local code = byte(character)
  if code > 32 and code < 127 then
    return "'" .. character .. "'"
  end
  return "(byte " .. code .. ")"
end

-- Takes sequence text of one line, or of a part of it; the problem with it, if there is one.
local function add_text(record, text, line)
  if not record then
    if find(text, "%S") then
      return at_line(line, "no FASTA header before this text; a record starts with a line like >NAME")
    end
    return nil
  end
  if find(text, UNUSUAL) then
    local illegal = find(text, ILLEGAL)
    if illegal then
      return at_line(line, "illegal character " .. shown(sub(text, illegal, illegal)) .. " in the sequence")
    end
    text = gsub(text, "%s+", "")
  end
  add_letters(record, text)
  return nil
end

-- Appends the report of a finished record; the problem with it, if there is one.
local function finish(record, reports)
  if record then
    flush(record)
    if record.length == 0 then
      return at_line(record.line, "record " .. record.name .. " has no sequence")
    end
    reports[#reports + 1] = report(record)
  end
  return nil
end

-- Reads all records of an open file: their reports, or nil and the problem.
local function read_records(file)
  local reports, record = {}, nil
  local line, kind, header = 1, nil, "" -- kind of the line we are in; nil at its start
  local anything = false

  while true do
    local block, reason = file:read(BLOCK)
    if not block then
      if reason then
        return nil, "cannot be read: " .. reason
      end
      break
    end
    if not anything then
      block = gsub(block, "^\239\187\191", "") -- a byte order mark
      anything = true
    end
    if find(block, "\0", 1, true) or find(block, BINARY) then
      return nil, "binary data, not FASTA text; if it is compressed, unpack it first"
    end

    local position = 1
    while position <= #block do
      if not kind then
        kind = LINE_KINDS[sub(block, position, position)] or "sequence"
        header = ""
      end
      local newline = find(block, "\n", position, true)
      local text = sub(block, position, newline and newline - 1)
      local problem
      if kind == "sequence" then
        problem = add_text(record, text, line)
      elseif kind == "header" then
        header = header .. text
        if #header > BLOCK then
          problem = at_line(line, "a header line of more than " .. BLOCK .. " bytes; are the line ends line feeds?")
        elseif newline then
          problem = finish(record, reports)
          record = new_record(header, line)
        end
      end
      if problem then
        return nil, problem
      end
      if not newline then
        break
      end
      position = newline + 1
      line = line + 1
      kind = nil
    end
  end

  if not anything then
    return nil, "empty file, no FASTA record"
  end
  local problem = finish(record, reports)
  if not problem and kind == "header" then
    problem = finish(new_record(header, line), reports)
  end
  if not problem and #reports == 0 then
    problem = "no FASTA record; a record starts with a line like >NAME"
  end
  if problem then
    return nil, problem
  end
  return reports
end

-- Main ------------------------------------------------------------------------------------------

local function complain(message)
  io.stderr:write("genome_report: ", message, "\n")
end

-- "NAME: reason" or "io error: NAME (reason)", as the engine has it: the reason.
local function reason_alone(name, message)
  local _, last = find(message, name, 1, true)
  if not last then
    return message
  end
  return (gsub(gsub(sub(message, last + 1), "^[: (]+", ""), "%)$", ""))
end

local function reports_of(name)
  if name == "-" then
    return read_records(io.stdin)
  end
  local file, reason = io.open(name, "rb")
  if not file then
    return nil, "cannot be read: " .. reason_alone(name, reason)
  end
  local reports, problem = read_records(file)
  file:close()
  return reports, problem
end

local names = { ... }
if #names == 0 then
  io.stderr:write("usage: genome_report.lua FILE... (FASTA; - is standard input)\n")
  os.exit(2)
end

local refused, separator = false, ""
for i = 1, #names do
  local reports, problem = reports_of(names[i])
  if reports then
    io.write(separator, concat(reports, "\n"))
    separator = "\n"
  else
    refused = true
    complain((names[i] == "-" and "standard input" or names[i]) .. ": " .. problem)
  end
end
local _, unwritten = io.stdout:flush()
if unwritten then
  complain("cannot write the report: " .. unwritten)
  refused = true
end
if refused then
  os.exit(1)
end
