-- SPDX-License-Identifier: Apache-2.0
--
-- Nucleotide sequences. A sequence is a string of IUPAC letters in either case, DNA or RNA; anything else in it is
-- refused by its position. Positions count from 1, both ends included.
--
-- Beside returning the module, require("bio_compute") sets the global bio_compute.

local alphabet = require("bio_compute.alphabet")
local codons = require("bio_compute.codons")
local composition = require("bio_compute.composition")
local kmers = require("bio_compute.kmers")
local orfs = require("bio_compute.orfs")
local restriction = require("bio_compute.restriction")

local bio = {
  analyze_sequence = composition.analyze_sequence,
  counts = composition.counts,
  gc_content = composition.gc_content,

  transcribe = codons.transcribe,
  back_transcribe = codons.back_transcribe,
  translate = codons.translate,
  codon_counts = codons.codon_counts,

  kmers = kmers.kmers,
  most_common = kmers.most_common,
  compute = kmers.compute,

  orfs = orfs.orfs,
  extract = orfs.extract,

  digest = restriction.digest,
  ENZYMES = restriction.ENZYMES,

  fasta = require("bio_compute.fasta"),
  fastq = require("bio_compute.fastq"),
}

-- The other strand, read in its own direction, with every IUPAC letter complemented. Case and gaps are kept; the
-- complement of RNA is RNA.
function bio.reverse_complement(sequence)
  alphabet.check(sequence, "bio_compute.reverse_complement", true)
  local rna = alphabet.is_rna(sequence, "bio_compute.reverse_complement")
  return alphabet.reverse_complement(sequence, rna)
end

rawset(_G, "bio_compute", bio)

return bio
