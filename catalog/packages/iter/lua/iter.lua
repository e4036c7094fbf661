-- SPDX-License-Identifier: Apache-2.0
--
-- Lazy sequences. A sequence gives its elements one by one and once; a step makes a new one out of it. It ends with
-- the first nil, as a for loop does.
--
--   iter.of({ 1, 2, 3, 4 }):filter(is_even):map(square):to_array()
--   for window in iter.of(values):windows(3) do ... end

local iter = {}

local Sequence = {}
Sequence.__index = Sequence

function Sequence.__call(sequence)
  return sequence.next()
end

local function sequence_of(next)
  return setmetatable({ next = next }, Sequence)
end

local function whole(value, least, what)
  if type(value) ~= "number" or value % 1 ~= 0 or value < least then
    error(what .. " is a whole number from " .. least .. " on", 3)
  end
end

-- Where sequences come from -----------------------------------------------------------------------

-- The elements of an array.
function iter.of(array)
  local i = 0
  return sequence_of(function()
    i = i + 1
    return array[i]
  end)
end

-- What a for loop would go over: the first values of an iterator, such as io.lines or string.gmatch return.
function iter.from(next, state, control)
  if getmetatable(next) == Sequence then
    return next
  end
  return sequence_of(function()
    control = next(state, control)
    return control
  end)
end

-- The numbers from first to last, by steps (default 1). Without a last one it goes on for ever.
function iter.range(first, last, step)
  step = step or 1
  if step == 0 then
    error("iter.range: the step is 0", 2)
  end
  local i = -1
  return sequence_of(function()
    i = i + 1
    local value = first + i * step
    if last and ((step > 0 and value > last) or (step < 0 and value < last)) then
      return nil
    end
    return value
  end)
end

-- Steps -------------------------------------------------------------------------------------------

-- What the function makes of each element; ends where it makes nil.
function Sequence:map(change)
  local next = self.next
  return sequence_of(function()
    local value = next()
    if value ~= nil then
      return change(value)
    end
    return nil
  end)
end

-- The elements for which the function is true.
function Sequence:filter(holds)
  local next = self.next
  return sequence_of(function()
    local value = next()
    while value ~= nil and not holds(value) do
      value = next()
    end
    return value
  end)
end

-- The first elements, at most that many.
function Sequence:take(number)
  whole(number, 0, "iter.take: the number")
  local next, taken = self.next, 0
  return sequence_of(function()
    if taken == number then
      return nil
    end
    taken = taken + 1
    return next()
  end)
end

-- The elements up to the first for which the function is not true.
function Sequence:take_while(holds)
  local next, ended = self.next, false
  return sequence_of(function()
    if ended then
      return nil
    end
    local value = next()
    if value == nil or not holds(value) then
      ended = true
      return nil
    end
    return value
  end)
end

-- The elements after the first ones.
function Sequence:drop(number)
  whole(number, 0, "iter.drop: the number")
  local next, dropped = self.next, 0
  return sequence_of(function()
    while dropped < number do
      dropped = dropped + 1
      if next() == nil then
        dropped = number
      end
    end
    return next()
  end)
end

-- Pairs { i, element }, from 1 on.
function Sequence:enumerate()
  local i = 0
  return self:map(function(value)
    i = i + 1
    return { i, value }
  end)
end

-- Pairs of the elements of both; ends with the shorter one.
function Sequence:zip(other)
  local next = self.next
  return sequence_of(function()
    local a = next()
    if a == nil then
      return nil
    end
    local b = other()
    if b == nil then
      return nil
    end
    return { a, b }
  end)
end

-- The elements, then those of the other.
function Sequence:chain(other)
  local next = self.next
  return sequence_of(function()
    if next then
      local value = next()
      if value ~= nil then
        return value
      end
      next = nil
    end
    return other()
  end)
end

-- The elements of the arrays or sequences that the function makes of each element, one after the other.
function Sequence:flat_map(change)
  local next, inner = self.next, nil
  return sequence_of(function()
    while true do
      if inner then
        local value = inner()
        if value ~= nil then
          return value
        end
      end
      local outer = next()
      if outer == nil then
        inner = nil
        return nil
      end
      local made = change(outer)
      inner = getmetatable(made) == Sequence and made or iter.of(made)
    end
  end)
end

-- Arrays of that many elements, the last perhaps shorter.
function Sequence:chunks(size)
  whole(size, 1, "iter.chunks: the size")
  local next = self.next
  return sequence_of(function()
    local chunk = {}
    for i = 1, size do
      local value = next()
      if value == nil then
        break
      end
      chunk[i] = value
    end
    return #chunk > 0 and chunk or nil
  end)
end

-- Arrays of that many neighbours, each one element further; none if there are fewer.
function Sequence:windows(size)
  whole(size, 1, "iter.windows: the size")
  local next, last = self.next, nil
  return sequence_of(function()
    local window = {}
    if last then
      for i = 2, size do
        window[i - 1] = last[i]
      end
    end
    for i = #window + 1, size do
      local value = next()
      if value == nil then
        return nil
      end
      window[i] = value
    end
    last = window
    return window
  end)
end

-- The elements without those that came before (by a key, if a function is given).
function Sequence:distinct(key_of)
  local seen = {}
  return self:filter(function(value)
    local key = value
    if key_of then
      key = key_of(value)
    end
    if seen[key] then
      return false
    end
    seen[key] = true
    return true
  end)
end

-- Ends --------------------------------------------------------------------------------------------

-- All elements in an array.
function Sequence:to_array()
  local array, count = {}, 0
  for value in self.next do
    count = count + 1
    array[count] = value
  end
  return array
end

-- What the function makes of a start value and the elements, one after the other.
function Sequence:fold(start, combine)
  local result = start
  for value in self.next do
    result = combine(result, value)
  end
  return result
end

-- How many there are.
function Sequence:count()
  local count = 0
  for _ in self.next do
    count = count + 1
  end
  return count
end

-- The first for which the function is true (the first at all without one), or nil.
function Sequence:first(holds)
  for value in self.next do
    if not holds or holds(value) then
      return value
    end
  end
  return nil
end

-- Whether the function is true for all, for at least one.
function Sequence:all(holds)
  for value in self.next do
    if not holds(value) then
      return false
    end
  end
  return true
end

function Sequence:any(holds)
  return self:first(holds) ~= nil
end

-- Arrays of elements by key, and the keys in the order in which they came.
function Sequence:group_by(key_of)
  local groups, keys = {}, {}
  for value in self.next do
    local key = key_of(value)
    if not groups[key] then
      groups[key] = {}
      keys[#keys + 1] = key
    end
    table.insert(groups[key], value)
  end
  return groups, keys
end

-- How often each element occurs, by element.
function Sequence:tally()
  local counts = {}
  for value in self.next do
    counts[value] = (counts[value] or 0) + 1
  end
  return counts
end

return iter
