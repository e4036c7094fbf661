-- SPDX-License-Identifier: Apache-2.0
--
-- Analyses the records of FASTA files with the package bio_compute.
--
--   analyze.lua FILE...         a FILE of - is standard input
--
-- Each record gives one paragraph of "key  value" lines:
--
-- GC%      100 * (G+C+S) / (A+C+G+T+U+S+W)
-- ORFs     open reading frames of both strands, ATG to stop, of 300 letters or more; the longest, and how its
--          protein begins
-- codons   the commonest codons of these frames, each as a share of all their codons
-- 4-mers   the commonest words of four letters, both strands counted as one
-- enzymes  the fragments of the linear molecule, longest first
--
-- Exit code: 0; 1 if a file was refused (one line on standard error; records before the fault are reported);
-- 2 for wrong usage.
--
-- Plain Lua 5.1 that means the same in every later version.

local bio = require("bio_compute")

local MIN_ORF = 300
local ENZYMES = { "HindIII", "EcoRI", "BamHI", "NotI", "AvaI" }

local function stop(code, message)
  io.stderr:write(message, "\n")
  os.exit(code)
end

local function entry(key, value)
  io.write(key, string.rep(" ", 10 - #key), value, "\n")
end

local function base_line(counts)
  local words = {}
  for _, letter in ipairs({ "A", "C", "G", "T", "U", "R", "Y", "S", "W", "K", "M", "B", "D", "H", "V", "N" }) do
    if counts[letter] then
      words[#words + 1] = letter .. " " .. counts[letter]
    end
  end
  return table.concat(words, "  ")
end

-- The frames, and the counts of their codons.
local function report_frames(sequence)
  local frames = bio.orfs(sequence, { min_length = MIN_ORF })
  local codons, total, longest = {}, 0, nil
  for _, frame in ipairs(frames) do
    if not longest or frame.length > longest.length then
      longest = frame
    end
    for codon, count in pairs(bio.codon_counts(bio.extract(sequence, frame))) do
      codons[codon] = (codons[codon] or 0) + count
      total = total + count
    end
  end
  if not longest then
    entry("ORFs", "0")
    return
  end
  entry(
    "ORFs",
    string.format(
      "%d  longest %d-%d %s, %d letters",
      #frames,
      longest.first,
      longest.last,
      longest.strand,
      longest.length
    )
  )
  entry("protein", string.sub(bio.translate(bio.extract(sequence, longest), { to_stop = true }), 1, 60))
  local words = {}
  for i, pair in ipairs(bio.most_common(codons, 6)) do
    words[i] = string.format("%s %.2f%%", pair[1], 100 * pair[2] / total)
  end
  entry("codons", table.concat(words, "  "))
end

local function report_words(sequence)
  local words = {}
  for i, pair in ipairs(bio.most_common(bio.kmers(sequence, 4, { canonical = true }), 6)) do
    words[i] = pair[1] .. " " .. pair[2]
  end
  if #words > 0 then
    entry("4-mers", table.concat(words, "  "))
  end
end

local function report_digest(sequence, enzyme)
  local digest = bio.digest(sequence, enzyme)
  local sites = #digest.cuts
  entry(enzyme, sites .. (sites == 1 and " site  " or " sites  ") .. table.concat(digest.lengths, " "))
end

local function report(record)
  local sequence = record.sequence
  local analysis = bio.analyze_sequence(sequence)
  entry("record", record.id)
  if record.description ~= "" then
    entry("title", record.description)
  end
  entry("length", analysis.length)
  entry("GC%", analysis.gc_content and string.format("%.4f", analysis.gc_content) or "NA")
  entry("bases", base_line(analysis.counts))
  report_frames(sequence)
  report_words(sequence)
  if analysis.molecule == "DNA" then
    for _, enzyme in ipairs(ENZYMES) do
      report_digest(sequence, enzyme)
    end
  end
end

local function records_of(file)
  if file == "-" then
    return bio.fasta.records(io.stdin, { alphabet = "nucleotide" })
  end
  return bio.fasta.file(file, { alphabet = "nucleotide" })
end

local files = { ... }
if #files == 0 then
  stop(2, "usage: analyze.lua FILE...")
end
local reported, refused = 0, false
for _, file in ipairs(files) do
  local readable, problem = pcall(function()
    for record in records_of(file) do
      if reported > 0 then
        io.write("\n")
      end
      report(record)
      reported = reported + 1
    end
  end)
  if not readable then
    io.stderr:write("analyze: ", tostring(problem), "\n")
    refused = true
  end
end
local _, unwritten = io.stdout:flush()
if unwritten then
  stop(1, "analyze: cannot write the report: " .. unwritten)
end
if refused then
  os.exit(1)
end
