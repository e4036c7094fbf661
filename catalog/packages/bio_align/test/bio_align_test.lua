-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local bio_align = require("bio_align")

local suite = testing.suite("bio_align")
local test, check = suite.test, suite.check

local SCORES = { match = 2, mismatch = -1, gap_open = -3, gap_extend = -1 }

local function options(mode)
  local all = { mode = mode }
  for name, value in pairs(SCORES) do
    all[name] = value
  end
  return all
end

-- The score of aligned texts, column by column.
local function score_of(top, bottom)
  local score, gap = 0, nil
  for i = 1, #top do
    local a, b = string.sub(top, i, i), string.sub(bottom, i, i)
    if a == "-" or b == "-" then
      local kind = a == "-" and "a" or "b"
      score = score + (gap == kind and SCORES.gap_extend or SCORES.gap_open)
      gap = kind
    else
      score = score + (a == b and SCORES.match or SCORES.mismatch)
      gap = nil
    end
  end
  return score
end

-- The best score of all alignments from end to end, by trying them all.
local function exhaustive(a, b)
  local best = -math.huge
  local function extend(i, j, top, bottom)
    if i > #a and j > #b then
      best = math.max(best, score_of(top, bottom))
      return
    end
    if i <= #a and j <= #b then
      extend(i + 1, j + 1, top .. string.sub(a, i, i), bottom .. string.sub(b, j, j))
    end
    if i <= #a then
      extend(i + 1, j, top .. string.sub(a, i, i), bottom .. "-")
    end
    if j <= #b then
      extend(i, j + 1, top .. "-", bottom .. string.sub(b, j, j))
    end
  end
  extend(1, 1, "", "")
  return best
end

-- The best over all stretches that a condition takes.
local function best_stretch(a, b, takes)
  local best = 0
  for i = 1, #a + 1 do
    for k = i - 1, #a do
      for j = 1, #b + 1 do
        for l = j - 1, #b do
          if takes(i, k, j, l) then
            best = math.max(best, exhaustive(string.sub(a, i, k), string.sub(b, j, l)))
          end
        end
      end
    end
  end
  return best
end

local function random_words(seed)
  local state = seed
  return function(longest)
    local letters = {}
    state = state * 16807 % 2147483647
    for i = 1, state % (longest + 1) do
      state = state * 16807 % 2147483647
      letters[i] = string.sub("AC", state % 2 + 1, state % 2 + 1)
    end
    return table.concat(letters)
  end
end

-- What every alignment keeps, whatever it is.
local function check_shape(alignment, a, b)
  check.equal(#alignment.a, #alignment.b)
  check.equal((string.gsub(alignment.a, "%-", "")), string.sub(a, alignment.a_first, alignment.a_last))
  check.equal((string.gsub(alignment.b, "%-", "")), string.sub(b, alignment.b_first, alignment.b_last))
  check.equal(score_of(alignment.a, alignment.b), alignment.score, a .. " " .. b)
end

test("global alignments are the best of all", function()
  local word = random_words(11)
  for _ = 1, 60 do
    local a, b = word(5), word(5)
    local alignment = bio_align.align(a, b, options("global"))
    check.equal(alignment.score, exhaustive(a, b), a .. " " .. b)
    check.equal({ alignment.a_first, alignment.a_last, alignment.b_first, alignment.b_last }, { 1, #a, 1, #b })
    check_shape(alignment, a, b)
  end
end)

test("local alignments are the best of all stretches", function()
  local word = random_words(12)
  for _ = 1, 25 do
    local a, b = word(4), word(4)
    local alignment = bio_align.align(a, b, options("local"))
    check.equal(
      alignment.score,
      best_stretch(a, b, function()
        return true
      end),
      a .. " " .. b
    )
    check_shape(alignment, a, b)
  end
end)

test("overlaps are the best of all with free ends", function()
  local word = random_words(13)
  for _ = 1, 25 do
    local a, b = word(4), word(4)
    local alignment = bio_align.align(a, b, options("overlap"))
    check.equal(
      alignment.score,
      best_stretch(a, b, function(i, k, j, l)
        return (i == 1 or j == 1) and (k == #a or l == #b)
      end),
      a .. " " .. b
    )
    check_shape(alignment, a, b)
  end
end)

test("a gap is opened once and then extended", function()
  local alignment = bio_align.align("ACGTTTACG", "acgacg")
  check.equal({ alignment.a, alignment.b }, { "ACGTTTACG", "acg---acg" })
  check.equal(alignment.score, 6 * 2 - 5 - 2 - 2)
  check.equal({ alignment.length, alignment.matches }, { 9, 6 })
  check.near(alignment.identity, 100 * 6 / 9)
end)

test("reads overlap at their ends", function()
  local alignment = bio_align.align("TTTTACGTACGA", "ACGTACGAGGGG", { mode = "overlap" })
  check.equal({ alignment.a, alignment.b, alignment.score }, { "ACGTACGA", "ACGTACGA", 16 })
  check.equal({ alignment.a_first, alignment.b_first, alignment.b_last }, { 5, 1, 8 })
end)

test("proteins are aligned with BLOSUM62", function()
  for letter, scores in pairs(bio_align.BLOSUM62) do
    for other, score in pairs(scores) do
      check.equal(bio_align.BLOSUM62[other][letter], score, letter .. other)
    end
  end
  check.equal(bio_align.BLOSUM62.W.W, 11)
  local alignment = bio_align.align("KEVLA", "EVL", { mode = "local", matrix = bio_align.BLOSUM62 })
  check.equal({ alignment.score, alignment.a, alignment.a_first }, { 13, "EVL", 2 })
  check.fails(function()
    bio_align.align("KJ", "K", { matrix = bio_align.BLOSUM62 })
  end, "the matrix has no score for J and K")
end)

test("alignments are shown as CIGAR and as blocks", function()
  local text = bio_align.format({
    a = "ACGTTA",
    b = "AC--TC",
    a_first = 9,
    a_last = 14,
    b_first = 1,
    b_last = 4,
    length = 6,
  }, 4)
  check.equal(text, " 9 ACGT 12\n   ||\n 1 AC-- 2\n\n13 TA 14\n   |\n 3 TC 4\n")
  check.equal(bio_align.cigar({ a = "ACGTTA-G", b = "AC--TCGg", length = 8 }), "2=2D1=1X1I1=")
  check.equal(bio_align.cigar({ a = "", b = "", length = 0 }), "")
end)

test("empty sequences align with gaps", function()
  check.equal(bio_align.align("", "").score, 0)
  check.equal(bio_align.align("", "").identity, nil)
  check.equal({ bio_align.align("AC", "").b, bio_align.align("AC", "").score }, { "--", -7 })
  check.equal(bio_align.align("AC", "", { mode = "local" }).length, 0)
  check.equal(bio_align.align("", "AC", { mode = "overlap" }).length, 0)
end)

test("differences are counted place by place", function()
  check.equal(bio_align.differences("ACGT", "aCTA"), 2)
  check.fails(function()
    bio_align.differences("A", "AC")
  end, "equally long, got 1 and 2 letters")
end)

test("what cannot be aligned is refused", function()
  for problem, arguments in pairs({
    ["unknown option gap"] = { "A", "A", { gap = -1 } },
    ['the mode is "global", "local" or "overlap"'] = { "A", "A", { mode = "semi" } },
    ["two sequences (strings) are needed"] = { "A" },
    ["neither a letter nor *"] = { "A-", "A" },
    ["the scores of gaps must not be above 0"] = { "A", "A", { gap_open = 1 } },
    ["1,002,001 cells for 1000 and 1000 letters; max_cells is 1,000,000"] = {
      string.rep("A", 1000),
      string.rep("A", 1000),
      { max_cells = 1000000 },
    },
  }) do
    check.fails(function()
      bio_align.align(arguments[1], arguments[2], arguments[3])
    end, problem)
  end
end)

suite.finish()
