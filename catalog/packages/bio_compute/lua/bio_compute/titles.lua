-- SPDX-License-Identifier: Apache-2.0
--
-- Title lines of FASTA and FASTQ: a name, and perhaps a description after it.

local find, match, sub = string.find, string.match, string.sub

local titles = {}

-- Name and description ("" if there is none) of a title without its first character, or nil and what is wrong.
function titles.split(title)
  if find(title, "[^%C\t]") then
    return nil, "has a control character"
  end
  local id, description = match(title, "^%s*(%S+)%s*(.*)$")
  if not id then
    return nil, "has no name"
  end
  -- Not by a pattern from the left, which would be slow on long runs of blanks.
  local last = #description
  while last > 0 and find(description, "^%s", last) do
    last = last - 1
  end
  return id, sub(description, 1, last)
end

-- The title of a record. Raises an error where it would not be read back.
function titles.join(record, format)
  local id, description = record.id, record.description or ""
  if type(id) ~= "string" or not find(id, "^%S+$") or find(id .. description, "[^%C\t]") then
    local title = "'" .. tostring(id) .. " " .. description .. "'"
    error(format .. ": " .. title .. " is no title; the name has no blanks, and all is one line", 3)
  end
  return description == "" and id or id .. " " .. description
end

return titles
