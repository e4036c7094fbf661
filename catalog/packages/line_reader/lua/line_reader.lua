-- SPDX-License-Identifier: Apache-2.0
--
-- Lines with their numbers out of everything that can give text.
--
-- A source is a text, an open file (anything with a method read), or a function that returns the next piece of
-- text and nil at the end; a piece need not end where a line does.

local byte, find, sub = string.byte, string.find, string.sub
local concat = table.concat

local line_reader = {}

local BLOCK = 65536 -- bytes a read

local function reading(file)
  return function()
    local block, problem = file:read(BLOCK)
    if problem then
      error("cannot read: " .. tostring(problem), 0)
    end
    return block
  end
end

-- A function that gives the pieces of a source.
local function pieces_of(source)
  local kind = type(source)
  if kind == "function" then
    return source
  elseif kind == "string" then
    local rest = source
    return function()
      local piece = rest
      rest = nil
      return piece
    end
  elseif kind == "userdata" or kind == "table" then
    local readable, method = pcall(function()
      return source.read
    end)
    if readable and method then
      return reading(source)
    end
  end
  error("line_reader: a text, an open file or a function is needed, got " .. kind, 3)
end

-- Iterates over the lines of a source: the line without its end, its number from 1 on, and its end ("\n", "\r\n",
-- or "" for a last line without one).
function line_reader.lines(source)
  local next_piece = pieces_of(source)
  local text, at, number = "", 1, 0
  return function()
    if not text then
      return nil
    end
    local parts -- of a line that goes over several pieces
    while true do
      local stop = find(text, "\n", at, true)
      if stop then
        local line = sub(text, at, stop - 1)
        at = stop + 1
        if parts then
          parts[#parts + 1] = line
          line = concat(parts)
        end
        number = number + 1
        if byte(line, -1) == 13 then
          return sub(line, 1, -2), number, "\r\n"
        end
        return line, number, "\n"
      end
      if at <= #text then
        parts = parts or {}
        parts[#parts + 1] = sub(text, at)
      end
      text, at = next_piece(), 1
      if text == nil then
        if not parts then
          return nil
        end
        number = number + 1
        return concat(parts), number, ""
      elseif type(text) ~= "string" then
        error("line_reader: the source gave a " .. type(text) .. " where text was expected", 2)
      end
    end
  end
end

-- A source out of a function that returns whole lines without their ends, such as io.lines does.
function line_reader.from_lines(next_line)
  return function()
    local line = next_line()
    return line and line .. "\n"
  end
end

-- A source that reads the file of that path and closes it at its end. Raises an error if it cannot be opened.
function line_reader.file(path)
  local file, problem = io.open(path, "rb")
  if not file then
    error("cannot open " .. tostring(problem), 0)
  end
  local read = reading(file)
  return function()
    if not file then
      return nil
    end
    local completed, block = pcall(read)
    if not completed or block == nil then
      file:close()
      file = nil
    end
    if not completed then
      error(path .. ": " .. tostring(block), 0)
    end
    return block
  end
end

return line_reader
