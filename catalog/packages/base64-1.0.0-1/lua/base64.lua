-- SPDX-License-Identifier: Apache-2.0
--
-- Base64 (RFC 4648, section 4).

local byte, char, find, gsub, sub = string.byte, string.char, string.find, string.gsub, string.sub
local floor = math.floor

local base64 = {}

local LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

local LETTER, VALUE = {}, {}
for value = 0, 63 do
  LETTER[value] = sub(LETTERS, value + 1, value + 1)
  VALUE[byte(LETTERS, value + 1)] = value
end

local function encode_group(group)
  local a, b, c = byte(group, 1, 3)
  local bits = a * 65536 + (b or 0) * 256 + (c or 0)
  return LETTER[floor(bits / 262144)]
    .. LETTER[floor(bits / 4096) % 64]
    .. (b and LETTER[floor(bits / 64) % 64] or "=")
    .. (c and LETTER[bits % 64] or "=")
end

-- The bytes as Base64 with padding, in one line.
function base64.encode(bytes)
  return (gsub(bytes, "..?.?", encode_group))
end

local function decode_group(group)
  local a, b, c, d = byte(group, 1, 4)
  local bits = VALUE[a] * 262144 + VALUE[b] * 4096 + (VALUE[c] or 0) * 64 + (VALUE[d] or 0)
  if not VALUE[c] then
    return char(floor(bits / 65536))
  elseif not VALUE[d] then
    return char(floor(bits / 65536), floor(bits / 256) % 256)
  end
  return char(floor(bits / 65536), floor(bits / 256) % 256, bits % 256)
end

-- The bytes of a Base64 text. Raises an error where it is none: other characters (white space too), missing padding,
-- bits after the end that are not zero.
function base64.decode(text)
  local at = find(text, "[^%w+/=]")
  if at then
    error("base64.decode: byte " .. byte(text, at) .. " at position " .. at .. " is not Base64", 2)
  elseif #text % 4 ~= 0 then
    error("base64.decode: " .. #text .. " characters; a multiple of four is needed", 2)
  elseif not find(text, "^[^=]*=?=?$") then
    error("base64.decode: padding before the end", 2)
  end
  local last = sub(text, -4)
  if
    (find(last, "==$") and VALUE[byte(last, 2)] % 16 ~= 0)
    or (find(last, "[^=]=$") and VALUE[byte(last, 3)] % 4 ~= 0)
  then
    error("base64.decode: bits after the end of the data", 2)
  end
  return (gsub(text, "....", decode_group))
end

return base64
