-- SPDX-License-Identifier: Apache-2.0
--
-- Pairwise alignment with affine gaps (Gotoh, Journal of Molecular Biology 162, 1982).

local blosum62 = require("bio_align.blosum62")
local numbers = require("numbers")

local byte, char, find, format, rep, sub, upper =
  string.byte, string.char, string.find, string.format, string.rep, string.sub, string.upper
local concat, huge = table.concat, math.huge

local bio_align = { BLOSUM62 = blosum62 }

local OPTIONS = {
  mode = true,
  match = true,
  mismatch = true,
  matrix = true,
  gap_open = true,
  gap_extend = true,
  max_cells = true,
}
local MODES = { global = true, ["local"] = true, overlap = true }

-- How a cell was reached, one byte: 0 the alignment starts here, 1 a letter of each, 2 a gap in a, 3 a gap in b; plus 4
-- if the gap in a that ends here goes on from the cell before, plus 8 the same for b.
local START, BOTH, GAP_IN_A, GAP_IN_B = 0, 1, 2, 3
local A_GOES_ON, B_GOES_ON = 4, 8

-- By byte of the one sequence: scores by byte of the other.
local function scores_of(a, b, options)
  local scores = {}
  local match, mismatch = options.match or 2, options.mismatch or -3
  for i = 1, #a do
    local code = byte(a, i)
    if not scores[code] then
      local row, letter = {}, char(code)
      for j = 1, #b do
        local other = byte(b, j)
        if options.matrix then
          local known = options.matrix[letter]
          row[other] = known and known[char(other)]
          if not row[other] then
            error("bio_align.align: the matrix has no score for " .. letter .. " and " .. char(other), 4)
          end
        else
          row[other] = code == other and match or mismatch
        end
      end
      scores[code] = row
    end
  end
  return scores
end

-- Fills the cells; gives the trace (a string for each row from 0 on) and the score and place of the end.
local function fill(a, b, scores, mode, open, extend)
  local rows, columns = #a, #b
  local free_ends = mode ~= "global"
  local is_local = mode == "local"
  local codes = {}
  for j = 1, columns do
    codes[j] = byte(b, j)
  end
  local best, above_gap, trace, steps = {}, {}, {}, {}
  best[0] = 0
  steps[0] = char(START)
  for j = 1, columns do
    best[j] = free_ends and 0 or open + (j - 1) * extend
    above_gap[j] = -huge
    steps[j] = char(free_ends and START or GAP_IN_A + (j > 1 and A_GOES_ON or 0))
  end
  trace[0] = concat(steps, "", 0, columns)
  local end_score, end_row, end_column = -huge, rows, columns
  local function consider(score, row, column)
    if score > end_score then
      end_score, end_row, end_column = score, row, column
    end
  end
  if is_local then
    consider(0, 0, 0)
  elseif mode == "overlap" then
    consider(0, 0, columns)
    if rows == 0 then
      consider(0, 0, 0)
    end
  end
  for i = 1, rows do
    local row = scores[byte(a, i)]
    local diagonal = best[0]
    best[0] = free_ends and 0 or open + (i - 1) * extend
    steps[0] = char(free_ends and START or GAP_IN_B + (i > 1 and B_GOES_ON or 0))
    local left, left_gap = best[0], -huge
    for j = 1, columns do
      local above = best[j]
      local gap_in_b, gap_in_a = above + open, left + open
      local flags = 0
      if above_gap[j] + extend > gap_in_b then
        gap_in_b = above_gap[j] + extend
        flags = B_GOES_ON
      end
      above_gap[j] = gap_in_b
      if left_gap + extend > gap_in_a then
        gap_in_a = left_gap + extend
        flags = flags + A_GOES_ON
      end
      left_gap = gap_in_a
      local score, step = diagonal + row[codes[j]], BOTH
      if gap_in_b > score then
        score, step = gap_in_b, GAP_IN_B
      end
      if gap_in_a > score then
        score, step = gap_in_a, GAP_IN_A
      end
      if is_local and score <= 0 then
        score, step = 0, START
      end
      diagonal, left = above, score
      best[j] = score
      steps[j] = char(step + flags)
      if is_local and score > end_score then
        end_score, end_row, end_column = score, i, j
      end
    end
    trace[i] = concat(steps, "", 0, columns)
    if mode == "overlap" then
      consider(best[columns], i, columns)
    end
  end
  if mode == "global" then
    end_score = best[columns]
  elseif mode == "overlap" then
    for j = 0, columns do
      consider(best[j], rows, j)
    end
  end
  return trace, end_score, end_row, end_column
end

-- Walks back from the end of the alignment; gives both sequences with gaps, and the places before its start.
local function walk(a, b, trace, i, j)
  local top, bottom, count = {}, {}, 0
  local within -- the gap that must go on
  while true do
    local flags = byte(trace[i], j + 1)
    local step = within or flags % 4
    if step == START then
      break
    end
    count = count + 1
    within = nil
    if step == BOTH then
      top[count], bottom[count] = sub(a, i, i), sub(b, j, j)
      i, j = i - 1, j - 1
    elseif step == GAP_IN_B then
      top[count], bottom[count] = sub(a, i, i), "-"
      i = i - 1
      within = flags >= B_GOES_ON and GAP_IN_B or nil
    else
      top[count], bottom[count] = "-", sub(b, j, j)
      j = j - 1
      within = flags % B_GOES_ON >= A_GOES_ON and GAP_IN_A or nil
    end
  end
  return string.reverse(concat(top)), string.reverse(concat(bottom)), i, j
end

-- The best alignment of two sequences. Options:
--   mode        "global" (both from end to end, the default), "local" (the best stretch of each), "overlap" (gaps at
--               the ends cost nothing)
--   match, mismatch   scores of two letters (default 2 and -3), in either case
--   matrix            instead of these: scores by letter and letter, such as bio_align.BLOSUM62
--   gap_open, gap_extend   scores of the first and of each further letter of a gap (default -5 and -2, not above 0)
--   max_cells   how large the product of the lengths may be (default 25 million; a cell takes a byte)
-- The alignment is a table with
--   score
--   a, b              the aligned stretches with - for gaps, equally long
--   a_first, a_last, b_first, b_last   where these stretches lie
--   length, matches, identity   columns, columns with two equal letters, their share in percent (nil for no columns)
-- Among equally good ones it is always the same.
function bio_align.align(a, b, options)
  options = options or {}
  for name in pairs(options) do
    if not OPTIONS[name] then
      error("bio_align.align: unknown option " .. tostring(name), 2)
    end
  end
  local mode = options.mode or "global"
  if not MODES[mode] then
    error('bio_align.align: the mode is "global", "local" or "overlap"', 2)
  elseif type(a) ~= "string" or type(b) ~= "string" then
    error("bio_align.align: two sequences (strings) are needed", 2)
  elseif find(a, "[^%a*]") or find(b, "[^%a*]") then
    error("bio_align.align: a sequence has a character that is neither a letter nor *", 2)
  end
  local open, extend = options.gap_open or -5, options.gap_extend or -2
  if open > 0 or extend > 0 then
    error("bio_align.align: the scores of gaps must not be above 0", 2)
  end
  local cells, most = (#a + 1) * (#b + 1), options.max_cells or 25000000
  if cells > most then
    local asked = format("%s cells for %d and %d letters", numbers.grouped(cells), #a, #b)
    error("bio_align.align: " .. asked .. "; max_cells is " .. numbers.grouped(most), 2)
  end
  local one, other = upper(a), upper(b)
  local scores = scores_of(one, other, options)
  local trace, score, end_row, end_column = fill(one, other, scores, mode, open, extend)
  local top, bottom, row, column = walk(a, b, trace, end_row, end_column)
  local matches = 0
  for i = 1, #top do
    if upper(sub(top, i, i)) == upper(sub(bottom, i, i)) then
      matches = matches + 1
    end
  end
  return {
    score = score,
    a = top,
    b = bottom,
    a_first = row + 1,
    a_last = end_row,
    b_first = column + 1,
    b_last = end_column,
    length = #top,
    matches = matches,
    identity = #top > 0 and 100 * matches / #top or nil,
  }
end

-- The alignment as CIGAR of b against a: = equal letters, X others, D letters of a alone, I letters of b alone.
function bio_align.cigar(alignment)
  local pieces, last, run = {}, nil, 0
  for i = 1, alignment.length do
    local top, bottom = upper(sub(alignment.a, i, i)), upper(sub(alignment.b, i, i))
    local kind = top == "-" and "I" or bottom == "-" and "D" or top == bottom and "=" or "X"
    if kind ~= last and last then
      pieces[#pieces + 1] = format("%d%s", run, last)
      run = 0
    end
    last, run = kind, run + 1
  end
  if last then
    pieces[#pieces + 1] = format("%d%s", run, last)
  end
  return concat(pieces)
end

-- The alignment as text: blocks of that many columns (default 60) with positions, | between equal letters.
function bio_align.format(alignment, width)
  width = width or 60
  local a_at, b_at = alignment.a_first, alignment.b_first
  local margin = #numbers.format(math.max(alignment.a_last, alignment.b_last))
  local blocks = {}
  for at = 1, alignment.length, width do
    local top, bottom = sub(alignment.a, at, at + width - 1), sub(alignment.b, at, at + width - 1)
    local middle = {}
    for i = 1, #top do
      middle[i] = upper(sub(top, i, i)) == upper(sub(bottom, i, i)) and "|" or " "
    end
    local a_next = a_at + #string.gsub(top, "%-", "")
    local b_next = b_at + #string.gsub(bottom, "%-", "")
    local layout = "%" .. margin .. "d %s %d\n"
    blocks[#blocks + 1] = format(layout, a_at, top, a_next - 1)
      .. string.gsub(rep(" ", margin + 1) .. concat(middle), " +$", "")
      .. "\n"
      .. format(layout, b_at, bottom, b_next - 1)
    a_at, b_at = a_next, b_next
  end
  return concat(blocks, "\n")
end

-- In how many places two equally long sequences differ (in either case).
function bio_align.differences(a, b)
  if #a ~= #b then
    error(format("bio_align.differences: both must be equally long, got %d and %d letters", #a, #b), 2)
  end
  local one, other, count = upper(a), upper(b), 0
  for i = 1, #one do
    if byte(one, i) ~= byte(other, i) then
      count = count + 1
    end
  end
  return count
end

return bio_align
