-- SPDX-License-Identifier: Apache-2.0
--
-- FASTQ: reads one after the other, whatever the size of the file (Cock and others, Nucleic Acids Research 38, 2010).
--
-- A read is a line "@ID DESCRIPTION", its sequence, a line "+" (alone or with the same title), and as many quality
-- characters as letters. Sequence and quality may go over several lines: the quality ends when it is as long as the
-- sequence, so that a quality line may start with @ or +. Lines end with LF or CR LF.

local alphabet = require("bio_compute.alphabet")
local line_reader = require("line_reader")
local titles = require("bio_compute.titles")

local byte, find, format, sub = string.byte, string.find, string.format, string.sub
local concat = table.concat

local fastq = {}

local NO_LETTER = "[^%a%*%-%.]"
local NO_QUALITY = "[^\33-\126]"

local function refuse(number, problem)
  error(format("FASTQ, line %d: %s", number, problem), 0)
end

local function title_of(line, number)
  if sub(line, 1, 1) ~= "@" then
    if number == 1 and sub(line, 1, 2) == "\31\139" then
      refuse(number, "the data is compressed (gzip); unpack it first")
    end
    refuse(number, "a read starts with a line like @NAME")
  end
  local title = sub(line, 2)
  local id, description = titles.split(title)
  if not id or find(title, "^%s") then
    local problem = id and "starts with a blank" or description
    refuse(number, "the title " .. problem .. "; it should look like @NAME DESCRIPTION")
  end
  return title, id, description
end

-- Iterates over the reads of a source: a text, an open file, or a function that gives pieces of text (see
-- line_reader). Each has id, description ("" if there is none), sequence, quality (as long as the sequence; see
-- fastq.scores), and the line its title is in. Malformed input raises an error that names the line.
function fastq.records(source)
  local next_line = line_reader.lines(source)
  local number = 0
  local ended = false

  local function line_or_refuse(id, missing)
    local line, at = next_line()
    if not line then
      refuse(number, "the data ends in the middle of read " .. id .. ": " .. missing)
    end
    number = at
    return line
  end

  local function sequence_of(id)
    local pieces = {}
    while true do
      local line = line_or_refuse(id, "there is no quality")
      if byte(line, 1) == 43 then -- +
        return pieces[2] and concat(pieces) or pieces[1] or "", sub(line, 2)
      end
      local at = find(line, NO_LETTER)
      if at then
        local named = alphabet.named(sub(line, at, at))
        refuse(number, named .. " does not belong into the sequence of read " .. id .. ", which ends with a line +")
      end
      pieces[#pieces + 1] = line
    end
  end

  local function quality_of(id, length)
    local pieces, total = {}, 0
    if length == 0 then
      local line, at = next_line()
      number = at or number
      if line and line ~= "" then
        refuse(number, "read " .. id .. " has no letters, so an empty line is expected as its quality")
      end
      return ""
    end
    repeat
      local line = line_or_refuse(id, format("the quality has %d of %d characters", total, length))
      local at = find(line, NO_QUALITY)
      local before = total
      total = total + #line
      if total > length then
        local found = format("%d before this line, %d with it", before, total)
        refuse(number, format("the quality of read %s does not fit its %d letters: %s", id, length, found))
      elseif at then
        refuse(number, alphabet.named(sub(line, at, at)) .. " is no quality of read " .. id)
      end
      pieces[#pieces + 1] = line
    until total == length
    return pieces[2] and concat(pieces) or pieces[1]
  end

  return function()
    if ended then
      return nil
    end
    local line
    repeat
      local at
      line, at = next_line()
      if not line then
        ended = true
        return nil
      end
      number = at
    until line ~= ""
    local start = number
    local title, id, description = title_of(line, number)
    local sequence, second = sequence_of(id)
    if second ~= "" and second ~= title then
      refuse(number, "the title after + is not that of the read, " .. id)
    end
    return {
      id = id,
      description = description,
      sequence = sequence,
      quality = quality_of(id, #sequence),
      line = start,
    }
  end
end

-- The same for the file of that path, which is closed at its end. Errors name the file.
function fastq.file(path)
  local next_record = fastq.records(line_reader.file(path))
  return function()
    local completed, record = pcall(next_record)
    if not completed then
      error(path .. ": " .. tostring(record), 0)
    end
    return record
  end
end

-- The Phred scores of a quality text, an array of whole numbers. The offset is 33 (Sanger and today's Illumina, the
-- default) or 64 (Illumina 1.3 to 1.7).
function fastq.scores(quality, offset)
  offset = offset or 33
  local scores = {}
  for i = 1, #quality do
    local score = byte(quality, i) - offset
    if score < 0 or score > 93 then
      local named = alphabet.named(sub(quality, i, i))
      error(format("FASTQ: %s at position %d is no quality with offset %d", named, i, offset), 2)
    end
    scores[i] = score
  end
  return scores
end

-- How many wrong letters are to be expected in a read of that quality: the sum of 10^(-score/10).
function fastq.expected_errors(quality, offset)
  local total = 0
  for _, score in ipairs(fastq.scores(quality, offset)) do
    total = total + 10 ^ (-score / 10)
  end
  return total
end

-- A read as FASTQ text of four lines.
function fastq.format(record)
  local title = titles.join(record, "FASTQ")
  if #record.sequence ~= #record.quality then
    local letters, characters = #record.sequence, #record.quality
    error(format("FASTQ: read %s has %d letters and %d quality characters", record.id, letters, characters), 2)
  end
  return "@" .. title .. "\n" .. record.sequence .. "\n+\n" .. record.quality .. "\n"
end

return fastq
