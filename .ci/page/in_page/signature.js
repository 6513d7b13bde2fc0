// What the page says: its headings, how much each card says, and how much all of it.

const said = (element) => element.innerText.replace(/\s+/g, " ").trim();
const heads = document.querySelectorAll("h1,h2,h3,h4,caption,summary,th,figcaption");
return {
  headings: [...heads].filter((e) => !e.closest(UNSEEN) && isSeen(e)).map(said),
  cards: [...document.querySelectorAll(".card")].map((e) => `${e.id}: ${said(e).length} letters`),
  letters: said(document.body).length,
};
