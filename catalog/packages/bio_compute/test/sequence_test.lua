-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local bio = require("bio_compute")
local directory = ...
local sequences = assert(loadfile(directory .. "/test/random_sequence.lua"))()

local suite = testing.suite("bio_compute")
local test, check = suite.test, suite.check

local function plasmid()
  return bio.fasta.file(directory .. "/test/data/NC_005816_plasmid_pPCP1.fna")().sequence
end

test("require sets the global that the documentation speaks of", function()
  check.truthy(rawget(_G, "bio_compute") == bio)
  check.equal(tostring(bio_compute.analyze_sequence("ATCG")), "DNA of 4 letters, GC 50.00 %, A 1 C 1 G 1 T 1")
end)

test("an analysis has length, molecule, counts, GC content and ambiguity", function()
  local analysis = bio.analyze_sequence("acgtNNRs")
  check.equal(analysis.length, 8)
  check.equal(analysis.molecule, "DNA")
  check.equal(analysis.counts, { A = 1, C = 1, G = 1, T = 1, N = 2, R = 1, S = 1 })
  check.equal(analysis.gc_content, 60)
  check.equal(analysis.ambiguous, 4)
  check.equal(tostring(bio.analyze_sequence("GUUUU")), "RNA of 5 letters, GC 20.00 %, A 0 C 0 G 1 U 4")
  check.equal(bio.analyze_sequence("").gc_content, nil)
  check.equal(tostring(bio.analyze_sequence("N")), "DNA of 1 letter, GC NA, A 0 C 0 G 0 T 0 N 1")
end)

test("composition of a real plasmid", function()
  local sequence = plasmid()
  local analysis = bio.analyze_sequence(sequence)
  local naive = { A = 0, C = 0, G = 0, T = 0 }
  for letter in string.gmatch(sequence, ".") do
    naive[letter] = naive[letter] + 1
  end
  check.equal(analysis.length, 9609)
  check.equal(analysis.counts, naive)
  check.near(bio.gc_content(sequence), 100 * (naive.G + naive.C) / 9609)
end)

test("GC content counts only what is known", function()
  check.equal(bio.gc_content("GCSATW"), 50)
  check.equal(bio.gc_content("GGNNNNAA"), 50)
  check.equal(bio.gc_content("NRY"), nil)
  check.equal(bio.gc_content(""), nil)
end)

test("the reverse complement knows every letter and keeps the case", function()
  check.equal(bio.reverse_complement("ACGTRYSWKMBDHVN"), "NBDHVKMWSRYACGT")
  check.equal(bio.reverse_complement("acgtrysWKMBDHVn-"), "-nBDHVKMWsryacgt")
  check.equal(bio.reverse_complement("AACU"), "AGUU")
  check.equal(bio.reverse_complement("GGA"), "TCC")
  check.equal(bio.reverse_complement(""), "")
end)

test("the reverse complement is that of a letter by letter one", function()
  local complement = {}
  for pair in string.gmatch("AT CG GC TA NN RY YR SS WW KM MK BV VB DH HD", "%a%a") do
    complement[string.sub(pair, 1, 1)] = string.sub(pair, 2, 2)
  end
  local sequence = sequences(1)
  for length = 0, 40 do
    local letters = sequence(length, "ACGTACGTACGTNRYSWKMBDHV")
    local naive = ""
    for letter in string.gmatch(letters, ".") do
      naive = complement[letter] .. naive
    end
    check.equal(bio.reverse_complement(letters), naive)
    check.equal(bio.reverse_complement(naive), letters)
  end
end)

test("what is no sequence is refused by position", function()
  check.fails(function()
    bio.gc_content("ACGX")
  end, "bio_compute.gc_content: 'X' at position 4 is no nucleotide letter")
  check.fails(function()
    bio.analyze_sequence("AC\n")
  end, "byte 10 at position 3")
  check.fails(function()
    bio.kmers("AC-T", 2)
  end, "'-' at position 3")
  check.fails(function()
    bio.translate(nil)
  end, "a sequence (a string) is needed, got nil")
  check.fails(function()
    bio.reverse_complement("ATU")
  end, "both T and U")
end)

test("transcription exchanges T and U", function()
  check.equal(bio.transcribe("ATGcat-N"), "AUGcau-N")
  check.equal(bio.back_transcribe("AUGcau"), "ATGcat")
end)

-- The standard code, by amino acid.
local CODE = {
  A = "GCT GCC GCA GCG",
  R = "CGT CGC CGA CGG AGA AGG",
  N = "AAT AAC",
  D = "GAT GAC",
  C = "TGT TGC",
  Q = "CAA CAG",
  E = "GAA GAG",
  G = "GGT GGC GGA GGG",
  H = "CAT CAC",
  I = "ATT ATC ATA",
  L = "TTA TTG CTT CTC CTA CTG",
  K = "AAA AAG",
  M = "ATG",
  F = "TTT TTC",
  P = "CCT CCC CCA CCG",
  S = "TCT TCC TCA TCG AGT AGC",
  T = "ACT ACC ACA ACG",
  W = "TGG",
  Y = "TAT TAC",
  V = "GTT GTC GTA GTG",
  ["*"] = "TAA TAG TGA",
}

test("translation knows the standard code", function()
  local codons = 0
  for amino_acid, list in pairs(CODE) do
    for codon in string.gmatch(list, "%a+") do
      codons = codons + 1
      check.equal(bio.translate(codon), amino_acid, codon)
      check.equal(bio.translate(string.lower(bio.transcribe(codon))), amino_acid, codon)
    end
  end
  check.equal(codons, 64)
end)

test("ambiguous codons are translated where it makes no difference", function()
  local cases = {
    GCN = "A",
    YTR = "L",
    MGR = "R",
    TAR = "*",
    TRA = "*",
    ATH = "I",
    RAY = "B",
    SAR = "Z",
    HTA = "J", -- ATA I, CTA L, TTA L
    MTT = "J",
    ANA = "X",
    NNN = "X",
    TGN = "X",
  }
  for codon, letter in pairs(cases) do
    check.equal(bio.translate(codon), letter, codon)
  end
end)

test("translation can end at a stop, start in a frame, show stops", function()
  check.equal(bio.translate("ATGGCCTAAGGG"), "MA*G")
  check.equal(bio.translate("ATGGCCTAAGGG", { to_stop = true }), "MA")
  check.equal(bio.translate("ATGGCC", { to_stop = true }), "MA")
  check.equal(bio.translate("ATGGCCTAAGGG", { stop_symbol = "%" }), "MA%G")
  check.equal(bio.translate("AATGGCCT", { frame = 2 }), "MA")
  check.equal(bio.translate("ATGGC"), "M")
  check.equal(bio.translate("A", { frame = 3 }), "")
  check.equal(bio.translate(""), "")
  check.equal(bio.translate("ATG---GCC"), "M-A")
  check.fails(function()
    bio.translate("AT-")
  end, "codon AT- is a part of a gap")
  check.fails(function()
    bio.translate("ATG", { frame = 4 })
  end, "the frame is 1, 2 or 3")
  check.fails(function()
    bio.translate("ATG", { tostop = true })
  end, "unknown option tostop")
end)

test("codons are counted as DNA", function()
  check.equal(bio.codon_counts("ATGAUGNNN"), { ATG = 2 })
  check.equal(bio.codon_counts("AATGC", 2), { ATG = 1 })
end)

suite.finish()
