-- SPDX-License-Identifier: Apache-2.0
--
-- Features of sequences: GFF3 (Sequence Ontology, version 1.26) and BED, read, written and searched by position.
--
-- Whatever the format, a feature is a table with
--   seqid        the name of the sequence
--   first, last  positions from 1 on, both included, first <= last
--   strand       "+", "-", or nil
-- and what else its format has.

local line_reader = require("line_reader")
local numbers = require("numbers")
local strings = require("strings")
local url = require("url")

local find, format, sub = string.find, string.format, string.sub
local concat = table.concat

local features = {}

local function refuse(kind, number, problem)
  error(format("%s, line %d: %s", kind, number, problem), 0)
end

-- The whole number from least on of a column.
local function position(kind, number, name, text, least)
  local value = find(text, "^%d+$") and #text < 16 and tonumber(text)
  if not value or value < least then
    refuse(kind, number, format("%s is a whole number from %d on, not '%s'", name, least, text))
  end
  return value
end

-- GFF3 --------------------------------------------------------------------------------------------

local function decoded(number, text)
  if not find(text, "%", 1, true) then
    return text
  end
  local completed, value = pcall(url.unescape, text)
  if not completed then
    refuse("GFF3", number, "'" .. text .. "' has a % without two hexadecimal digits after it")
  end
  return value
end

local function attributes_of(number, text)
  local attributes = {}
  if text == "." then
    return attributes
  end
  for _, entry in ipairs(strings.split(text, ";")) do
    entry = strings.trim(entry)
    if entry ~= "" then
      local parts = strings.split(entry, "=", 2)
      local name = decoded(number, parts[1])
      if not parts[2] or name == "" then
        refuse("GFF3", number, "attribute '" .. entry .. "' is not like name=value")
      elseif attributes[name] then
        refuse("GFF3", number, "attribute " .. name .. " is there twice")
      end
      local values = strings.split(parts[2], ",")
      for i = 1, #values do
        values[i] = decoded(number, values[i])
      end
      attributes[name] = values
    end
  end
  return attributes
end

local PHASES = { ["0"] = 0, ["1"] = 1, ["2"] = 2 }

local function gff_feature(line, number)
  local columns = strings.split(line, "\t")
  if #columns ~= 9 then
    refuse("GFF3", number, format("%d columns where 9 are needed, with tabs between", #columns))
  end
  local feature = {
    seqid = decoded(number, columns[1]),
    source = columns[2] ~= "." and decoded(number, columns[2]) or nil,
    type = decoded(number, columns[3]),
    first = position("GFF3", number, "the start", columns[4], 1),
    last = position("GFF3", number, "the end", columns[5], 1),
    attributes = attributes_of(number, columns[9]),
    line = number,
  }
  if feature.last < feature.first then
    refuse("GFF3", number, format("the end %d lies before the start %d", feature.last, feature.first))
  elseif columns[6] ~= "." then
    feature.score = numbers.parse(columns[6])
    if not feature.score then
      refuse("GFF3", number, "the score is a number or a dot, not '" .. columns[6] .. "'")
    end
  end
  if columns[7] == "+" or columns[7] == "-" then
    feature.strand = columns[7]
  elseif columns[7] ~= "." and columns[7] ~= "?" then
    refuse("GFF3", number, "the strand is + - . or ?, not '" .. columns[7] .. "'")
  end
  feature.phase = PHASES[columns[8]]
  if not feature.phase and columns[8] ~= "." then
    refuse("GFF3", number, "the phase is 0, 1, 2 or a dot, not '" .. columns[8] .. "'")
  elseif not feature.phase and feature.type == "CDS" then
    refuse("GFF3", number, "a CDS needs a phase")
  end
  return feature
end

-- Iterates over the features of a GFF3 source: a text, an open file, or a function that gives pieces of text (see
-- line_reader). Beside seqid, first, last and strand a feature has source, type, score, phase (nil where there is a
-- dot), attributes (by name, each an array of texts) and line. Comments and directives are skipped; ##FASTA ends it.
function features.gff(source)
  local next_line = line_reader.lines(source)
  local ended = false
  return function()
    while not ended do
      local line, number = next_line()
      if not line or line == "##FASTA" or sub(line, 1, 1) == ">" then
        ended = true
      elseif line ~= "" and sub(line, 1, 1) ~= "#" then
        return gff_feature(line, number)
      end
    end
    return nil
  end
end

-- Characters that GFF3 has a meaning for are escaped, all else stays readable.
local function escaped(text, reserved)
  return (string.gsub(text, "[%%%c" .. reserved .. "]", function(character)
    return format("%%%02X", string.byte(character))
  end))
end

-- A feature as a line of GFF3, attributes in the order of their names, with ID, Name and Parent first.
function features.format_gff(feature)
  local names, attributes = {}, {}
  for name in pairs(feature.attributes or {}) do
    names[#names + 1] = name
  end
  local rank = { ID = "\1", Name = "\2", Parent = "\3" }
  table.sort(names, function(a, b)
    return (rank[a] or a) < (rank[b] or b)
  end)
  for i, name in ipairs(names) do
    local values = feature.attributes[name]
    values = type(values) == "table" and values or { values }
    local texts = {}
    for j = 1, #values do
      texts[j] = escaped(tostring(values[j]), ";=&,")
    end
    attributes[i] = escaped(name, ";=&,") .. "=" .. concat(texts, ",")
  end
  return concat({
    escaped(feature.seqid, " >"),
    feature.source and escaped(feature.source, "") or ".",
    escaped(feature.type or "region", ""),
    format("%d", feature.first),
    format("%d", feature.last),
    feature.score and numbers.format(feature.score) or ".",
    feature.strand or ".",
    feature.phase and format("%d", feature.phase) or ".",
    #attributes > 0 and concat(attributes, ";") or ".",
  }, "\t") .. "\n"
end

-- BED ---------------------------------------------------------------------------------------------

local function list_of(number, name, text, count)
  local list = strings.split(text, ",")
  if list[#list] == "" then
    list[#list] = nil -- lists may end with a comma
  end
  if #list ~= count then
    refuse("BED", number, format("%d block %s where there are %d blocks", #list, name, count))
  end
  for i = 1, count do
    list[i] = position("BED", number, "a block's " .. name, list[i], name == "sizes" and 1 or 0)
  end
  return list
end

local function blocks_of(number, columns, feature)
  local count = position("BED", number, "the number of blocks", columns[10], 1)
  local sizes = list_of(number, "sizes", columns[11], count)
  local starts = list_of(number, "starts", columns[12], count)
  local blocks = {}
  for i = 1, count do
    local first = feature.first + starts[i]
    blocks[i] = { first = first, last = first + sizes[i] - 1 }
    if i > 1 and first <= blocks[i - 1].last then
      refuse("BED", number, "blocks overlap or are out of order")
    end
  end
  if blocks[1].first ~= feature.first or blocks[count].last ~= feature.last then
    refuse("BED", number, "the blocks do not reach from the start to the end")
  end
  return blocks
end

local function bed_feature(line, number)
  local columns = find(line, "\t", 1, true) and strings.split(line, "\t") or strings.words(line)
  if #columns < 3 or #columns > 12 or #columns == 10 or #columns == 11 then
    refuse("BED", number, format("%d columns where 3 to 9 or 12 are needed", #columns))
  end
  local feature = {
    seqid = columns[1],
    first = position("BED", number, "the start", columns[2], 0) + 1,
    last = position("BED", number, "the end", columns[3], 0),
    name = columns[4],
    line = number,
  }
  if feature.last < feature.first then
    refuse("BED", number, "the end does not lie behind the start")
  elseif columns[5] and columns[5] ~= "." then
    feature.score = numbers.parse(columns[5])
    if not feature.score then
      refuse("BED", number, "the score is a number, not '" .. columns[5] .. "'")
    end
  end
  if columns[6] == "+" or columns[6] == "-" then
    feature.strand = columns[6]
  elseif columns[6] and columns[6] ~= "." then
    refuse("BED", number, "the strand is + - or a dot, not '" .. columns[6] .. "'")
  end
  if columns[8] then
    feature.thick_first = position("BED", number, "the thick start", columns[7], 0) + 1
    feature.thick_last = position("BED", number, "the thick end", columns[8], 0)
  end
  feature.colour = columns[9] ~= "0" and columns[9] ~= "." and columns[9] or nil
  if columns[12] then
    feature.blocks = blocks_of(number, columns, feature)
  end
  return feature
end

-- Iterates over the features of a BED source. Beside seqid, first, last and strand a feature has name, score,
-- thick_first, thick_last, colour, blocks (an array of tables with first and last), where they are there, and line.
-- Comments and lines that start with track or browser are skipped.
function features.bed(source)
  local next_line = line_reader.lines(source)
  return function()
    for line, number in next_line do
      if find(line, "%S") and not find(line, "^#") and not find(line, "^track%s") and not find(line, "^browser%s") then
        return bed_feature(line, number)
      end
    end
    return nil
  end
end

-- A feature as a line of BED, with as many of the columns name, score, strand as it has (3 to 6 columns).
function features.format_bed(feature)
  local columns = { feature.seqid, format("%d", feature.first - 1), format("%d", feature.last) }
  if feature.name or feature.score or feature.strand then
    columns[4] = feature.name or "."
  end
  if feature.score or feature.strand then
    columns[5] = feature.score and numbers.format(feature.score) or "0"
  end
  if feature.strand then
    columns[6] = feature.strand
  end
  for i = 1, #columns do
    if columns[i] == "" or find(columns[i], "[\t\r\n]") then
      error("bio_features.format_bed: a name is empty or has a tab or line end", 2)
    end
  end
  return concat(columns, "\t") .. "\n"
end

-- Search ------------------------------------------------------------------------------------------

local Index = {}
Index.__index = Index

-- An index of an array of features, to search it by position.
function features.index(list)
  local index = setmetatable({ by_seqid = {} }, Index)
  for i = 1, #list do
    local feature = list[i]
    local here = index.by_seqid[feature.seqid]
    if not here then
      here = { features = {}, reach = {}, order = {} }
      index.by_seqid[feature.seqid] = here
    end
    here.features[#here.features + 1] = feature
    here.order[feature] = i
  end
  for _, here in pairs(index.by_seqid) do
    table.sort(here.features, function(a, b)
      if a.first ~= b.first then
        return a.first < b.first
      elseif a.last ~= b.last then
        return a.last < b.last
      end
      return here.order[a] < here.order[b]
    end)
    here.order = nil
    -- By place: how far this feature or one before it reaches.
    local furthest = 0
    for i, feature in ipairs(here.features) do
      furthest = math.max(furthest, feature.last)
      here.reach[i] = furthest
    end
  end
  return index
end

-- The features that share at least one position with a stretch, by position.
function Index:overlapping(seqid, first, last)
  local here = self.by_seqid[seqid]
  local found = {}
  if not here then
    return found
  end
  local list, reach = here.features, here.reach
  -- The last feature that starts inside of the stretch or before it.
  local low, high = 0, #list
  while low < high do
    local middle = high - math.floor((high - low) / 2)
    if list[middle].first <= last then
      low = middle
    else
      high = middle - 1
    end
  end
  local from = low
  while from >= 1 and reach[from] >= first do
    from = from - 1
  end
  for i = from + 1, low do
    if list[i].last >= first then
      found[#found + 1] = list[i]
    end
  end
  return found
end

return features
