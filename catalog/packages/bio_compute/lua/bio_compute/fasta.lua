-- SPDX-License-Identifier: Apache-2.0
--
-- FASTA: records one after the other, whatever the size of the file.
--
-- A record starts with a line ">ID DESCRIPTION"; the lines up to the next one are its sequence. Blank lines and
-- lines that start with ; are skipped, white space in a sequence is left out. Lines end with LF or CR LF.

local alphabet = require("bio_compute.alphabet")
local line_reader = require("line_reader")
local titles = require("bio_compute.titles")

local byte, find, format, gsub, sub = string.byte, string.find, string.format, string.gsub, string.sub

local fasta = {}

local ILLEGAL = {
  any = "[^%a%*%-%.]", -- letters, stops and gaps
  nucleotide = "[^ACGTUNRYSWKMBDHVacgtunryswkmbdhv%-]",
  protein = "[^ABCDEFGHIKLMNPQRSTUVWXYZJOabcdefghiklmnpqrstuvwxyzjo%*%-]",
}

local OPTIONS = { alphabet = true, allow_empty = true }

local function refuse(number, problem)
  error(format("FASTA, line %d: %s", number, problem), 0)
end

local function header(line, number)
  local id, description = titles.split(sub(line, 2))
  if not id then
    refuse(number, "the header " .. description .. "; it should look like >NAME DESCRIPTION")
  end
  return { id = id, description = description, line = number }
end

local function refuse_start(line, number)
  if number == 1 and sub(line, 1, 2) == "\31\139" then
    refuse(number, "the data is compressed (gzip); unpack it first")
  elseif sub(line, 1, 1) == "@" then
    refuse(number, "this looks like FASTQ: a FASTA record starts with a line like >NAME")
  end
  refuse(number, "no FASTA header before this text; a record starts with a line like >NAME")
end

-- Iterates over the records of a source: a text, an open file, or a function that gives pieces of text (see
-- line_reader). Each record has id, description ("" if there is none), sequence, and the line its header is in.
-- Malformed input raises an error that names the line. Options: alphabet ("nucleotide", "protein" or "any", the
-- default), allow_empty (take records without a sequence, which are refused otherwise).
function fasta.records(source, options)
  options = options or {}
  for name in pairs(options) do
    if not OPTIONS[name] then
      error("FASTA: unknown option " .. tostring(name), 2)
    end
  end
  local illegal = ILLEGAL[options.alphabet or "any"]
  if not illegal then
    error('FASTA: the alphabet is "nucleotide", "protein" or "any"', 2)
  end
  local next_line = line_reader.lines(source)
  local record, pieces -- the record that is being read
  local seen = false
  local ended = false

  local function complete()
    local sequence = table.concat(pieces)
    if sequence == "" and not options.allow_empty then
      refuse(record.line, "record " .. record.id .. " has no sequence")
    end
    record.sequence = sequence
    return record
  end

  return function()
    if ended then
      return nil
    end
    while true do
      local line, number = next_line()
      if not line then
        ended = true
        if not seen then
          error("FASTA: there is no record; a record starts with a line like >NAME", 0)
        end
        return record and complete()
      end
      if number == 1 and sub(line, 1, 3) == "\239\187\191" then
        line = sub(line, 4) -- a byte order mark
      end
      local first = byte(line, 1)
      if first == 62 then -- >
        local completed = record and complete()
        record, pieces, seen = header(line, number), {}, true
        if completed then
          return completed
        end
      elseif first and first ~= 59 then -- ;
        if find(line, "%s") then
          line = gsub(line, "%s+", "")
        end
        if line ~= "" then
          if not record then
            refuse_start(line, number)
          end
          local at = find(line, illegal)
          if at then
            refuse(number, alphabet.named(sub(line, at, at)) .. " does not belong into a sequence")
          end
          pieces[#pieces + 1] = line
        end
      end
    end
  end
end

-- The same for the file of that path, which is closed at its end. Errors name the file.
function fasta.file(path, options)
  local next_record = fasta.records(line_reader.file(path), options)
  return function()
    local completed, record = pcall(next_record)
    if not completed then
      error(path .. ": " .. tostring(record), 0)
    end
    return record
  end
end

-- A record (id, sequence and perhaps description) as FASTA text with that many letters a line (default 60).
function fasta.format(record, width)
  width = width or 60
  if width < 1 then
    error("FASTA: the width is a number from 1 on", 2)
  end
  local lines = { ">" .. titles.join(record, "FASTA") }
  for at = 1, #record.sequence, width do
    lines[#lines + 1] = sub(record.sequence, at, at + width - 1)
  end
  return table.concat(lines, "\n") .. "\n"
end

return fasta
