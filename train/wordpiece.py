"""Words as the pieces of a BERT vocabulary (lower case, without accents)."""
import unicodedata


class WordPieces:
    def __init__(self, path):
        self.numbers = {piece.rstrip("\n"): at for at, piece in enumerate(
            open(path, encoding="utf-8"))}
        self.unknown, self.begin, self.end = (self.numbers[p] for p in ("[UNK]", "[CLS]", "[SEP]"))
        self.known = {}

    def of_word(self, word):
        if word not in self.known:
            self.known[word] = [n for part in parts(word) for n in self.of_part(part)] or [
                self.unknown]
        return self.known[word]

    def of_part(self, part):
        """The longest pieces from the left; one unknown where they do not reach the end."""
        found, at = [], 0
        while at < len(part):
            end = next((end for end in range(len(part), at, -1)
                        if ("##" if at else "") + part[at:end] in self.numbers), None)
            if end is None:
                return [self.unknown]
            found.append(self.numbers[("##" if at else "") + part[at:end]])
            at = end
        return found

    def of_sentence(self, words):
        """(numbers with the marks of beginning and end, place of the first piece of each word)."""
        numbers, starts = [self.begin], []
        for word in words:
            starts.append(len(numbers))
            numbers.extend(self.of_word(word)[:12])
        return numbers + [self.end], starts


def parts(word):
    """Without accents, cut at marks: U.S. is u, ., s, ."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower())
                    if unicodedata.category(c) != "Mn")
    out, open_part = [], False
    for character in plain:
        if not character.isalnum():
            out.append(character)
            open_part = False
        elif open_part:
            out[-1] += character
        else:
            out.append(character)
            open_part = True
    return out
